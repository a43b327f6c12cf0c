// One pass over x − x0: subtracting any value of the row takes the mean out of the squares, so the cancellation of the plain one-pass
// formula is gone, and with it the condition number (Chan, Golub & LeVeque 1983, on shifted data).

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

const implementation = {
  id: "shifted-fp32",
  format: "fp32",
  description: "one-pass on x − x0, never adding the shift back: tt-metal",
  contract: { accumulator: "fp32", algorithm: "shifted", summation: "sequential", output: "centred", gradient: "sums" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      const shift = x[start];
      let sum = 0;
      let squares = 0;
      for (let i = start; i < start + cols; i++) {
        const z = fround(x[i] - shift);
        y[i] = z;
        sum = fround(sum + z);
        squares = fround(squares + fround(z * z));
      }
      const mean = fround(sum / cols);
      const variance = Math.max(0, fround(fround(squares / cols) - fround(mean * mean)));
      const total = fround(variance + epsilon);
      const rstd = fround(1 / fround(Math.sqrt(total)));
      // The mean of x, which it never makes.
      if (trace) tell(trace, start / cols, { mean: shift + mean, variance, epsilon, total, rstd });
      for (let c = 0; c < cols; c++) {
        const d = fround(y[start + c] - mean);
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

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "sums", round: fround }) } satisfies LayerNormImplementation;
