// Welford's running mean and sum of squares (Welford 1962), one value at a time: never a negative variance, but the mean drifts with n.
// Bit for bit what ONNX Runtime 1.27 does on CPUs, and later versions wherever they have no vector kernel.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "welford-fp32",
  format: "fp32",
  description: "sequential Welford: ONNX Runtime 1.27 and its wasm build (bitwise), burn, Inductor",
  contract: { accumulator: "fp32", algorithm: "welford", summation: "sequential", output: "centred", gradient: "folded" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      let mean = 0;
      let squares = 0;
      for (let k = 1; k <= cols; k++) {
        const value = x[start + k - 1];
        const delta = fround(value - mean);
        mean = fround(mean + fround(delta / k));
        squares = fround(squares + fround(delta * fround(value - mean)));
      }
      const variance = fround(squares / cols);
      const total = fround(variance + epsilon);
      const sd = fround(Math.sqrt(total));
      if (trace) tell(trace, start / cols, { mean, "sum-of-squares": squares, variance, epsilon, total, root: sd });
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

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "folded", round: fround }) } satisfies LayerNormImplementation;
