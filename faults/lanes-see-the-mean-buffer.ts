// The shared buffer of the mean is used again for the variance without a barrier, and the second half of the lanes reads what was there before
// (mlx #2333, flashinfer #3607, llama.cpp #26385): a race, here always lost.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "lanes-see-the-mean-buffer",
  group: "batch",
  description: "the second half of the row takes the mean for the variance (mlx #2333, flashinfer #3607)",
  property: "equal-inputs",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf({ id: "lanes-see-the-mean-buffer", format: "fp32" }, {
      normalised: (row, i, { mean, rstd }) =>
        correct.normalised(row, i, { mean, rstd: 2 * i < row.n ? rstd : correct.rstd(Math.abs(mean), row) }),
    }),
} satisfies Fault;
