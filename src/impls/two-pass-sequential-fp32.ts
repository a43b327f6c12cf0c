// The two-pass algorithm with running sums and a reciprocal square root: safe for the variance, but the mean's error grows with n.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "two-pass-sequential-fp32",
  format: "fp32",
  description: "two-pass with sequential sums, multiplied by 1/sqrt: llm.c on CPUs",
  contract: { accumulator: "fp32", algorithm: "two-pass", summation: "sequential", output: "centred", gradient: "sums" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      const end = start + cols;
      let sum = 0;
      for (let i = start; i < end; i++) sum = fround(sum + x[i]);
      const mean = fround(sum / cols);
      let squares = 0;
      for (let i = start; i < end; i++) {
        const d = fround(x[i] - mean);
        squares = fround(squares + fround(d * d));
        trace?.("deviations", start / cols, d, i - start);
      }
      const variance = fround(squares / cols);
      const total = fround(variance + epsilon);
      const rstd = fround(1 / fround(Math.sqrt(total)));
      if (trace) tell(trace, start / cols, { sum, mean, "sum-of-squares": squares, variance, epsilon, total, rstd });
      for (let c = 0; c < cols; c++) {
        let value = fround(fround(x[start + c] - mean) * rstd);
        trace?.("normalised", start / cols, value, c);
        if (gamma) value = fround(value * gamma[c]);
        if (beta) value = fround(value + beta[c]);
        y[start + c] = value;
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "sums", round: fround }) } satisfies LayerNormImplementation;
