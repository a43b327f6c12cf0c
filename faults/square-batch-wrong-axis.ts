// Means are broadcast by shape, and with as many rows as columns along the wrong axis: js-pytorch answers [[100, 103], [7, 9]] with [[−1, 95], [−63, 1]].

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";

export default {
  id: "square-batch-wrong-axis",
  group: "batch",
  description: "column c is centred by the mean of row c where rows = columns (js-pytorch)",
  property: "batch-invariance",
  minimum: { cols: 2 },
  create: () =>
    layerNormByBatch({ id: "square-batch-wrong-axis", format: "fp64" }, ({ rows, cols, row: rowOf }) => ({
      normalised: (row, i, { mean, rstd }) => correct.normalised(row, i, { mean: rows === cols ? correct.mean({ ...row, x: rowOf(i)! }) : mean, rstd }),
    })),
} satisfies Fault;
