// What good mixed-precision kernels do with fp16 data: everything inside in fp32, and one rounding at the end.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { roundFp16 } from "../formats/fp16.ts";
import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "./sums/pairwise-fp32.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "mixed-fp16",
  format: "fp16",
  description: "fp16 in and out, two-pass in fp32 with pairwise sums, one final rounding: Triton, Liger, TensorRT-LLM",
  contract: { accumulator: "fp32", algorithm: "two-pass", summation: "pairwise", output: "centred", gradient: "sums" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      const sum = pairwiseSumFp32(x, start, cols);
      const mean = fround(sum / cols);
      for (let i = start; i < start + cols; i++) y[i] = fround(x[i] - mean);
      const squares = pairwiseSumOfSquaresFp32(y, start, cols);
      const variance = fround(squares / cols);
      const total = fround(variance + epsilon);
      const rstd = fround(1 / fround(Math.sqrt(total)));
      if (trace) tell(trace, start / cols, { sum, mean, deviations: y.subarray(start, start + cols), "sum-of-squares": squares, variance, epsilon, total, rstd });
      for (let c = 0; c < cols; c++) {
        let value = fround(y[start + c] * rstd);
        trace?.("normalised", start / cols, value, c);
        if (gamma) value = fround(value * gamma[c]);
        if (beta) value = fround(value + beta[c]);
        y[start + c] = roundFp16(value);
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "sums", round: fround, store: roundFp16 }) } satisfies LayerNormImplementation;
