// LayerNorm "in half precision" as one writes it when every operation is a half operation. It promises what a user expects of an
// fp16 LayerNorm, and breaks it: squares overflow at 256, sums of ones stall at 2048, ε = 1e-8 is zero.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { roundFp16 } from "../formats/fp16.ts";

export default {
  id: "naive-fp16",
  format: "fp16",
  description: "two-pass with every operation in fp16, as tinygrad and decomposed fp16 ONNX graphs compute",
  forward(x, { rows, cols, eps, gamma, beta }) {
    const y = new Float64Array(rows * cols);
    const n = roundFp16(cols);
    const epsilon = roundFp16(eps);
    for (let start = 0; start < y.length; start += cols) {
      const mean = roundFp16(sum(x, start, cols) / n);
      const variance = roundFp16(centre(x, y, start, cols, mean) / n);
      const sd = roundFp16(Math.sqrt(roundFp16(variance + epsilon)));
      scale(y, start, cols, sd, gamma, beta);
    }
    return y;
  },
} satisfies LayerNormImplementation;

function sum(x: Float64Array, start: number, cols: number): number {
  let total = 0;
  for (let i = start; i < start + cols; i++) total = roundFp16(total + x[i]);
  return total;
}

/** Writes x − mean to y and returns the sum of its squares. */
function centre(x: Float64Array, y: Float64Array, start: number, cols: number, mean: number): number {
  let total = 0;
  for (let i = start; i < start + cols; i++) {
    const d = roundFp16(x[i] - mean);
    y[i] = d;
    total = roundFp16(total + roundFp16(d * d));
  }
  return total;
}

function scale(y: Float64Array, start: number, cols: number, sd: number, gamma: Float64Array | undefined, beta: Float64Array | undefined): void {
  for (let c = 0; c < cols; c++) {
    let value = roundFp16(y[start + c] / sd);
    if (gamma) value = roundFp16(value * gamma[c]);
    if (beta) value = roundFp16(value + beta[c]);
    y[start + c] = value;
  }
}
