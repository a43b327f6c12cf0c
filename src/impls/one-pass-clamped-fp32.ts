// The one-pass variance with its negative values set to zero: no NaN any more, but outputs of hundreds where the exact ones are about 1.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "one-pass-clamped-fp32",
  format: "fp32",
  description: "max(0, E[x²] − E[x]²), γ folded into rsqrt: Flax by default, OpenCV, Equinox",
  contract: { accumulator: "fp32", algorithm: "one-pass", summation: "sequential", output: "centred", gradient: "means" },
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
      const variance = Math.max(0, fround(meanSquare - fround(mean * mean)));
      const total = fround(variance + epsilon);
      const rstd = fround(1 / fround(Math.sqrt(total)));
      if (trace) tell(trace, start / cols, { sum, mean, "sum-of-squares-of-x": squares, "mean-square-of-x": meanSquare, variance, epsilon, total, rstd });
      for (let c = 0; c < cols; c++) {
        const factor = gamma ? fround(rstd * gamma[c]) : rstd;
        const value = fround(fround(x[start + c] - mean) * factor);
        y[start + c] = beta ? fround(value + beta[c]) : value;
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: fround }) } satisfies LayerNormImplementation;
