// LayerNorm for fp16 data that holds on every finite row: fp32 inside, pairwise sums, and a second look at the mean, after which the
// error no longer depends on how large the mean is against the spread (Chan, Golub & LeVeque 1983, the corrected two-pass algorithm).

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { roundFp16 } from "../formats/fp16.ts";
import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "./sums/pairwise-fp32.ts";

const { fround } = Math;

export default {
  id: "stable-fp16",
  format: "fp16",
  description: "fp16 in and out, corrected two-pass in fp32 with pairwise sums: what an fp16 kernel can promise",
  contract: { accumulator: "fp32", algorithm: "corrected-two-pass", summation: "pairwise", output: "centred" },
  forward(x, { rows, cols, eps, gamma, beta }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      const mean = fround(pairwiseSumFp32(x, start, cols) / cols);
      for (let i = start; i < start + cols; i++) y[i] = fround(x[i] - mean);
      // In exact arithmetic the deviations sum to zero; what they sum to is n times the error of the mean.
      const residual = pairwiseSumFp32(y, start, cols);
      const meanError = fround(residual / cols);
      const squares = pairwiseSumOfSquaresFp32(y, start, cols);
      const variance = fround(fround(squares - fround(fround(residual * residual) / cols)) / cols);
      const rstd = fround(1 / fround(Math.sqrt(fround(Math.max(variance, 0) + epsilon))));
      for (let c = 0; c < cols; c++) {
        let value = fround(fround(y[start + c] - meanError) * rstd);
        if (gamma) value = fround(value * gamma[c]);
        if (beta) value = fround(value + beta[c]);
        y[start + c] = roundFp16(value);
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;
