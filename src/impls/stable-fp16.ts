// LayerNorm for fp16 data that holds on every finite row: fp32 inside, pairwise sums, and a second look at the mean, after which the
// error no longer depends on how large the mean is against the spread (Chan, Golub & LeVeque 1983, the corrected two-pass algorithm).

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { roundFp16 } from "../formats/fp16.ts";
import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "./sums/pairwise-fp32.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "stable-fp16",
  format: "fp16",
  description: "fp16 in and out, corrected two-pass in fp32 with pairwise sums: what an fp16 kernel can promise",
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
        y[start + c] = roundFp16(value);
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: fround, store: roundFp16 }) } satisfies LayerNormImplementation;
