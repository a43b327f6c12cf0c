// The accumulator of the sum is declared outside the loop over the rows.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";

export default {
  id: "sum-not-reset",
  group: "batch",
  description: "the sum starts with that of the row before",
  property: "batch-invariance",
  minimum: { rows: 2, cols: 1 },
  create: () =>
    layerNormByBatch({ id: "sum-not-reset", format: "bf16" }, () => {
      let total = 0;
      return {
        mean: ({ x, n, round }) => {
          for (const value of x) total = round(total + value);
          return round(total / n);
        },
      };
    }),
} satisfies Fault;
