// Welford in eight interleaved lanes, as a SIMD unit runs it, merged with the rest of the row by the formulas of Chan, Golub & LeVeque
// (1979), and an output step x·r − m·r that cancels once more: PyTorch's CPU kernel up to 1.13, whose constant rows need not give zero.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { tell } from "./stages/tell.ts";

const { fround } = Math;

/** fp32 values in an AVX register. */
const lanes = 8;

/** Mean and sum of squared deviations of `count` values. */
interface Moments {
  count: number;
  mean: number;
  squares: number;
}

const implementation = {
  id: "chan-lanes-fp32",
  format: "fp32",
  description: "eight lanes of Welford merged by Chan, output x·r − m·r: as PyTorch up to 1.13 on CPUs, without its chunks",
  contract: { accumulator: "fp32", algorithm: "chan", summation: "any", output: "expanded", gradient: "folded" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const epsilon = fround(eps);
    for (let start = 0; start < y.length; start += cols) {
      const { mean, squares } = momentsOf(x, start, cols);
      const variance = fround(squares / cols);
      const total = fround(variance + epsilon);
      const rstd = fround(1 / fround(Math.sqrt(total)));
      if (trace) tell(trace, start / cols, { mean, "sum-of-squares": squares, variance, epsilon, total, rstd });
      const offset = fround(-mean * rstd);
      for (let c = 0; c < cols; c++) {
        // One rounding: a fused multiply-add, so that a constant row is left with the rounding error of the offset.
        let value = fround(x[start + c] * rstd + offset);
        trace?.("normalised", start / cols, value, c);
        if (gamma) value = fround(value * gamma[c]);
        if (beta) value = fround(value + beta[c]);
        y[start + c] = value;
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

function momentsOf(x: Float64Array, start: number, cols: number): Moments {
  const steps = Math.floor(cols / lanes);
  const all = welford(x, start + steps * lanes, cols - steps * lanes, 1);
  for (let lane = 0; lane < lanes && steps > 0; lane++) merge(all, welford(x, start + lane, steps, lanes));
  return all;
}

function welford(x: Float64Array, start: number, count: number, stride: number): Moments {
  let mean = 0;
  let squares = 0;
  for (let k = 1; k <= count; k++) {
    const value = x[start + (k - 1) * stride];
    const delta = fround(value - mean);
    mean = fround(mean + fround(delta / k));
    squares = fround(squares + fround(delta * fround(value - mean)));
  }
  return { count, mean, squares };
}

/** Adds the moments of further values to `into`. */
function merge(into: Moments, { count, mean, squares }: Moments): void {
  const total = into.count + count;
  // Merging into nothing would multiply mean² by a count of 0, which is NaN once the square has overflowed.
  const delta = into.count === 0 ? 0 : fround(mean - into.mean);
  const share = fround(count / total);
  const between = fround(fround(fround(delta * delta) * into.count) * share);
  into.mean = into.count === 0 ? mean : fround(into.mean + fround(delta * share));
  into.squares = fround(fround(into.squares + squares) + between);
  into.count = total;
}

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "folded", round: fround }) } satisfies LayerNormImplementation;
