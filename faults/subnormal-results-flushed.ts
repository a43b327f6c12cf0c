// Every operation flushes subnormal results to zero, as GPUs and -ffast-math do. Gradual underflow is part of what a format promises: a
// kernel on such a machine loses deviations below 2^-126 that ε = 1e-5 does not hide.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormByRows } from "./parts/layer-norm.ts";

export default {
  id: "subnormal-results-flushed",
  group: "special",
  description: "subnormal results are flushed to zero (FTZ, -ffast-math)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormByRows({ id: "subnormal-results-flushed", format: "fp32" }, (row) => {
      const round = (value: number) => (Math.abs(value) < 2 ** -126 ? 0 : row.round(value));
      const flushed = { ...row, round };
      const mean = correct.mean(flushed);
      const rstd = correct.rstd(correct.variance(flushed, mean), flushed);
      return flushed.x.map((_, i) => correct.affine(flushed, i, correct.normalised(flushed, i, { mean, rstd })));
    }),
} satisfies Fault;
