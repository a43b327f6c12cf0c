// Every operation flushes subnormal results and arguments to zero, as GPUs and -ffast-math do. Gradual underflow is part of what a format
// promises; a kernel on such a machine needs another contract.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormByRows } from "./parts/layer-norm.ts";

export default {
  id: "subnormals-flushed",
  group: "special",
  description: "subnormal inputs and results are flushed to zero (FTZ, -ffast-math)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormByRows({ id: "subnormals-flushed", format: "fp32" }, (row) => {
      const round = (value: number) => (Math.abs(value) < 2 ** -126 ? 0 : row.round(value));
      const flushed = { ...row, round, x: row.x.map(round), gamma: row.gamma?.map(round), beta: row.beta?.map(round) };
      const mean = correct.mean(flushed);
      const rstd = correct.rstd(correct.variance(flushed, mean), flushed);
      return flushed.x.map((_, i) => correct.affine(flushed, i, correct.normalised(flushed, i, { mean, rstd })));
    }),
} satisfies Fault;
