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
    const lastRow = y.length - cols;
    const sums: Sums = { squares: 0, nextRow: sum(x, cols) };
    for (let start = 0; start < y.length; start += cols) {
      const total = sums.nextRow;
      const mean = roundFp16(total / n);
      centre(x, y, start, cols, mean, Math.min(start + cols, lastRow), sums);
      const variance = roundFp16(sums.squares / n);
      const sd = roundFp16(Math.sqrt(roundFp16(variance + epsilon)));
      if (trace) tell(trace, start / cols, { sum: total, mean, deviations: y.subarray(start, start + cols), "sum-of-squares": sums.squares, variance, epsilon, total: roundFp16(variance + epsilon), root: sd });
      if (gamma && beta) normaliseAffine(y, start, cols, sd, gamma, beta);
      else normalise(y, start, cols, sd, gamma, beta);
    }
    return y;
  },
} satisfies LayerNormImplementation;

// The sums have roundFp16 (formats/fp16.ts) in place, some hundredths faster than calls of it. Sums and differences of fp16 values lie on the
// grid of the subnormals already, so that of their rounding only the split and the overflow are left.
const splitter = 2 ** 42 + 1;
const overflow = (2 - 2 ** -11) * 2 ** 15;
const { minNormal } = fp16;

interface Sums {
  squares: number;
  nextRow: number;
}

/** The sum of the first row. */
function sum(x: Float64Array, cols: number): number {
  let total = 0;
  for (let i = 0; i < cols; i++) {
    const next = total + x[i];
    const t = next * splitter;
    total = Math.abs(next) < overflow ? t - (t - next) : next * Infinity;
  }
  return total;
}

/**
 * Writes x − mean to y and sums its squares; also sums the row at `nextStart`. A sum waits for each of its roundings before it begins the
 * next, and while one waits the other goes on: a quarter faster than one after the other. (The last row sums itself again, to no purpose.)
 */
function centre(x: Float64Array, y: Float64Array, start: number, cols: number, mean: number, nextStart: number, sums: Sums): void {
  let squares = 0;
  let nextRow = 0;
  for (let c = 0; c < cols; c++) {
    const difference = x[start + c] - mean;
    let t = difference * splitter;
    const d = Math.abs(difference) < overflow ? t - (t - difference) : difference * Infinity;
    y[start + c] = d;
    let square = d * d;
    if (square < overflow) {
      t = square * splitter;
      square = square >= minNormal ? t - (t - square) : Math.fround(square * 2 ** -125) * 2 ** 125;
    } else square *= Infinity;
    let next = squares + square;
    t = next * splitter;
    squares = next < overflow ? t - (t - next) : next * Infinity;
    next = nextRow + x[nextStart + c];
    t = next * splitter;
    nextRow = Math.abs(next) < overflow ? t - (t - next) : next * Infinity;
  }
  sums.squares = squares;
  sums.nextRow = nextRow;
}

function normaliseAffine(y: Float64Array, start: number, cols: number, sd: number, gamma: Float64Array, beta: Float64Array): void {
  for (let c = 0; c < cols; c++) y[start + c] = roundFp16(roundFp16(roundFp16(y[start + c] / sd) * gamma[c]) + beta[c]);
}

/** The same where γ or β is absent: which it is, is asked for every value, and costs as much as a rounding. */
function normalise(y: Float64Array, start: number, cols: number, sd: number, gamma: Float64Array | undefined, beta: Float64Array | undefined): void {
  for (let c = 0; c < cols; c++) {
    let value = roundFp16(y[start + c] / sd);
    if (gamma) value = roundFp16(value * gamma[c]);
    if (beta) value = roundFp16(value + beta[c]);
    y[start + c] = value;
  }
}

export default { ...implementation, backward: backwardOf(implementation.forward, { form: "means", round: roundFp16 }) } satisfies LayerNormImplementation;
