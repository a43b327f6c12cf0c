// The textbook formula in doubles: what most test suites call the truth. It has a bound like any other implementation.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const implementation = {
  id: "fp64",
  format: "fp64",
  description: "the formula as written in doubles, two-pass with sequential sums: webnn-baseline, most reference implementations",
  contract: { accumulator: "fp64", algorithm: "two-pass", summation: "sequential", output: "centred", gradient: "means" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    for (let start = 0; start < y.length; start += cols) {
      const end = start + cols;
      let sum = 0;
      for (let i = start; i < end; i++) sum += x[i];
      const mean = sum / cols;
      let squares = 0;
      for (let i = start; i < end; i++) {
        const d = x[i] - mean;
        squares += d * d;
        trace?.("deviations", start / cols, d, i - start);
      }
      const variance = squares / cols;
      const sd = Math.sqrt(variance + eps);
      if (trace) tell(trace, start / cols, { sum, mean, "sum-of-squares": squares, variance, epsilon: eps, total: variance + eps, root: sd });
      for (let c = 0; c < cols; c++) {
        let value = (x[start + c] - mean) / sd;
        trace?.("normalised", start / cols, value, c);
        if (gamma) value *= gamma[c];
        if (beta) value += beta[c];
        y[start + c] = value;
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: (x: number) => x }) } satisfies LayerNormImplementation;
