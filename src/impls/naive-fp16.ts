// LayerNorm "in half precision" as one writes it when every operation is a half operation. It promises what a user expects of an
// fp16 LayerNorm, and breaks it: squares overflow at 256, sums of ones stall at 2048, ε = 1e-8 is zero.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { backwardOf } from "./backward/backward.ts";
import { fp16, roundFp16 } from "../formats/fp16.ts";
import { tell } from "./stages/tell.ts";

const implementation = {
  id: "naive-fp16",
  format: "fp16",
  description: "two-pass with every operation in fp16, as tinygrad and decomposed fp16 ONNX graphs compute",
  contract: { gradient: "means" },
  forward(x, { rows, cols, eps, gamma, beta, trace }) {
    const y = new Float64Array(rows * cols);
    const n = roundFp16(cols);
    const epsilon = roundFp16(eps);
    for (let start = 0; start < y.length; start += cols) {
      const total = sum(x, start, cols);
      const mean = roundFp16(total / n);
      const squares = centre(x, y, start, cols, mean);
      const variance = roundFp16(squares / n);
      const sd = roundFp16(Math.sqrt(roundFp16(variance + epsilon)));
      if (trace) tell(trace, start / cols, { sum: total, mean, deviations: y.subarray(start, start + cols), "sum-of-squares": squares, variance, epsilon, total: roundFp16(variance + epsilon), root: sd });
      scale(y, start, cols, sd, gamma, beta);
    }
    return y;
  },
} satisfies LayerNormImplementation;

// The loops have roundFp16 (formats/fp16.ts) in place, about a tenth faster than calls of it. Sums and differences of fp16 values lie on the
// grid of the subnormals already, so that of their rounding only the split and the overflow are left.
const splitter = 2 ** 42 + 1;
const overflow = (2 - 2 ** -11) * 2 ** 15;
const { minNormal } = fp16;

function sum(x: Float64Array, start: number, cols: number): number {
  let total = 0;
  for (let i = start; i < start + cols; i++) {
    const next = total + x[i];
    const t = next * splitter;
    total = Math.abs(next) < overflow ? t - (t - next) : next * Infinity;
  }
  return total;
}

/** Writes x − mean to y and returns the sum of its squares. */
function centre(x: Float64Array, y: Float64Array, start: number, cols: number, mean: number): number {
  let total = 0;
  for (let i = start; i < start + cols; i++) {
    const difference = x[i] - mean;
    let t = difference * splitter;
    const d = Math.abs(difference) < overflow ? t - (t - difference) : difference * Infinity;
    y[i] = d;
    let square = d * d;
    if (square < overflow) {
      t = square * splitter;
      square = square >= minNormal ? t - (t - square) : Math.fround(square * 2 ** -125) * 2 ** 125;
    } else square *= Infinity;
    const next = total + square;
    t = next * splitter;
    total = next < overflow ? t - (t - next) : next * Infinity;
  }
  return total;
}

function scale(y: Float64Array, start: number, cols: number, sd: number, gamma: Float64Array | undefined, beta: Float64Array | undefined): void {
  for (let c = 0; c < cols; c++) {
    let value = y[start + c] / sd;
    let magnitude = Math.abs(value);
    let t = value * splitter;
    if (magnitude < overflow) value = magnitude >= minNormal ? t - (t - value) : Math.fround(value * 2 ** -125) * 2 ** 125;
    else value *= Infinity;
    if (gamma) {
      value *= gamma[c];
      magnitude = Math.abs(value);
      t = value * splitter;
      if (magnitude < overflow) value = magnitude >= minNormal ? t - (t - value) : Math.fround(value * 2 ** -125) * 2 ** 125;
      else value *= Infinity;
    }
    if (beta) {
      value += beta[c];
      t = value * splitter;
      value = Math.abs(value) < overflow ? t - (t - value) : value * Infinity;
    }
    y[start + c] = value;
  }
}

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: roundFp16 }) } satisfies LayerNormImplementation;
