// Two rows share a warp; with three or more and an odd number of them, the last has no partner, and half of its lanes are switched off with it.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";

export default {
  id: "odd-last-row-half-summed",
  group: "batch",
  description: "the last of an odd number of rows sums its first half only",
  property: "batch-invariance",
  minimum: { cols: 3 },
  create: () => layerNormByBatch({ id: "odd-last-row-half-summed", format: "fp64" }, ({ rows }) => ({
      mean: (row) => {
        if (rows < 3 || rows % 2 === 0 || row.index < rows - 1) return correct.mean(row);
        const half = Math.ceil(row.n / 2);
        return correct.mean({ ...row, x: row.x.subarray(0, half), n: half });
      },
    })),
} satisfies Fault;
