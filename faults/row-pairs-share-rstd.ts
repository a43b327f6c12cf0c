// A warp normalises two rows at once and broadcasts rstd from its first lane, to both.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";

export default {
  id: "row-pairs-share-rstd",
  group: "batch",
  description: "odd rows take rstd from the row before",
  property: "row-independence",
  minimum: { rows: 2, cols: 2 },
  create: () =>
    layerNormByBatch({ id: "row-pairs-share-rstd", format: "fp16" }, ({ row: rowOf }) => ({
      variance: (row, mean) => {
        if (row.index % 2 === 0) return correct.variance(row, mean);
        const before = { ...row, x: rowOf(row.index - 1)! };
        return correct.variance(before, correct.mean(before));
      },
    })),
} satisfies Fault;
