// The axis is counted from the wrong end: mean and variance over the batch, per column, which is batch normalisation.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct, type Statistics } from "./parts/layer-norm.ts";

export default {
  id: "normalises-columns",
  group: "batch",
  description: "mean and variance over the rows of a column (axis 0)",
  property: "row-independence",
  minimum: { rows: 2, cols: 1, x: [0, 0] },
  create: () =>
    layerNormByBatch({ id: "normalises-columns", format: "fp16" }, ({ x, rows, cols }) => {
      const columns = Array.from({ length: cols }, (_, i) => Float64Array.from({ length: rows }, (_, r) => x[r * cols + i]));
      const statistics: Statistics[] = [];
      return {
        normalised: (row, i) => {
          const column = { ...row, x: columns[i], n: rows };
          const mean = statistics[i]?.mean ?? correct.mean(column);
          statistics[i] ??= { mean, rstd: correct.rstd(correct.variance(column, mean), row) };
          return correct.normalised(row, i, statistics[i]);
        },
      };
    }),
} satisfies Fault;
