// The best fp32 can do without wider sums: the two-pass algorithm, corrected by the sum of the deviations, which is the mean's own
// rounding error (Chan, Golub & LeVeque 1983). Its bound is free of the condition number.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "./sums/pairwise-fp32.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "corrected-two-pass-fp32",
  format: "fp32",
  description: "corrected two-pass, pairwise sums, deviations centred twice: no engine we know, the best that fp32 alone can do",
  contract: { accumulator: "fp32", algorithm: "corrected-two-pass", summation: "pairwise", output: "centred", gradient: "means" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      const mean = fround(pairwiseSumFp32(x, start, cols) / cols);
      for (let i = start; i < start + cols; i++) y[i] = fround(x[i] - mean);
      // In exact arithmetic the deviations sum to zero; what they sum to is n times the error of the mean.
      const residual = pairwiseSumFp32(y, start, cols);
      const meanError = fround(residual / cols);
      const squares = pairwiseSumOfSquaresFp32(y, start, cols);
      const corrected = fround(squares - fround(fround(residual * residual) / cols));
      const variance = Math.max(fround(corrected / cols), 0);
      const total = fround(variance + epsilon);
      const rstd = fround(1 / fround(Math.sqrt(total)));
      // The mean that it subtracts, in two steps.
      if (trace) tell(trace, start / cols, { mean: mean + meanError, "sum-of-squares": corrected, variance, epsilon, total, rstd });
      for (let c = 0; c < cols; c++) {
        const d = fround(y[start + c] - meanError);
        let value = fround(d * rstd);
        trace?.("deviations", start / cols, d, c);
        trace?.("normalised", start / cols, value, c);
        if (gamma) value = fround(value * gamma[c]);
        if (beta) value = fround(value + beta[c]);
        y[start + c] = value;
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: fround }) } satisfies LayerNormImplementation;
