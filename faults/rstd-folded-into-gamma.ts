// γ·r is formed in the buffer of γ: the next row, and the next call, multiply by both.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormByRows } from "./parts/layer-norm.ts";

export default {
  id: "rstd-folded-into-gamma",
  group: "state",
  description: "multiplies γ by rstd in place",
  property: "inputs-unchanged",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormByRows({ id: "rstd-folded-into-gamma", format: "fp16" }, (row) => {
      const { x, gamma, beta, round } = row;
      const mean = correct.mean(row);
      const rstd = correct.rstd(correct.variance(row, mean), row);
      if (gamma === undefined) return x.map((_, i) => correct.affine(row, i, correct.normalised(row, i, { mean, rstd })));
      gamma.forEach((value, i) => (gamma[i] = round(value * rstd)));
      return x.map((value, i) => round(round(round(value - mean) * gamma[i]) + (beta?.[i] ?? 0)));
    }),
} satisfies Fault;
