// A reduction over the wrong group of lanes: one maximum of the variances of all rows, "for stability".

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";

export default {
  id: "largest-variance-for-all",
  group: "batch",
  description: "all rows are divided by the largest variance of the batch",
  property: "row-independence",
  minimum: { rows: 2, cols: 2 },
  create: () => layerNormByBatch({ id: "largest-variance-for-all", format: "bf16" }, ({ rows, row: rowOf }) => {
      let largest: number | undefined;
      return {
        variance(row) {
          const each = Array.from({ length: rows }, (_, r) => ({ ...row, x: rowOf(r)! }));
          largest ??= each.reduce((max, own) => Math.max(max, correct.variance(own, correct.mean(own))), 0);
          return largest;
        },
      };
    }),
} satisfies Fault;
