// The textbook formula in fp32, operation by operation as a person writes it.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "fp32",
  format: "fp32",
  description: "the formula as written, two-pass with sequential sums and a division: ONNX Runtime's and ggml's scalar loops, tfjs on wasm",
  contract: { accumulator: "fp32", algorithm: "two-pass", summation: "sequential", output: "centred", gradient: "means" },
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
      const sd = fround(Math.sqrt(total));
      if (trace) tell(trace, start / cols, { sum, mean, "sum-of-squares": squares, variance, epsilon, total, root: sd });
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

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: fround }) } satisfies LayerNormImplementation;
