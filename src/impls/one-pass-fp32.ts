// The variance as mean of squares minus square of the mean, unclamped: one pass over memory, and NaN as soon as the mean is some
// thousand times the spread. Bit for bit what ONNX Runtime did on CPUs up to 1.26, so tests can have that engine without installing it.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "one-pass-fp32",
  format: "fp32",
  description: "E[x²] − E[x]², unclamped: ONNX Runtime ≤ 1.26 (bitwise), ggml CUDA and Vulkan, candle, ExecuTorch, Keras on torch",
  contract: { accumulator: "fp32", algorithm: "one-pass", summation: "sequential", output: "centred", gradient: "sums" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      let sum = 0;
      let squares = 0;
      for (let i = start; i < start + cols; i++) {
        sum = fround(sum + x[i]);
        squares = fround(squares + fround(x[i] * x[i]));
      }
      const mean = fround(sum / cols);
      const meanSquare = fround(squares / cols);
      const variance = fround(meanSquare - fround(mean * mean));
      const total = fround(variance + epsilon);
      const sd = fround(Math.sqrt(total));
      if (trace) tell(trace, start / cols, { sum, mean, "sum-of-squares-of-x": squares, "mean-square-of-x": meanSquare, variance, epsilon, total, root: sd });
      for (let c = 0; c < cols; c++) {
        let value = fround(fround(x[start + c] - mean) / sd);
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
