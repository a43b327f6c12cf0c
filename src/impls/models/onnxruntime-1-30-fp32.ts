// ONNX Runtime 1.30 on x64 with AVX2, bit for bit: from eight columns on the mean is summed in double and the squares are centred in fp32; shorter
// rows take the Welford of the versions before. A test that never straddles eight sees half of it.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { fma } from "../../formats/fused.ts";
import welford from "../welford-fp32.ts";

const { fround } = Math;

export default {
  id: "onnxruntime-1-30-fp32",
  format: "fp32",
  description: "mean in double and centred fp32 squares for n ≥ 8, Welford below: ONNX Runtime 1.30 on x64 (bitwise)",
  contract: { accumulator: "fp32", algorithm: "stable" },
  forward(x, shape) {
    const { rows, cols, eps, gamma, beta } = shape;
    if (cols < 8) return welford.forward(x, shape);
    const y = new Float64Array(rows * cols);
    for (let start = 0; start < y.length; start += cols) {
      const row = x.subarray(start, start + cols);
      const mean = meanOf(row);
      const rstd = fround(1 / fround(Math.sqrt(fround(fround(squaresOf(row, mean) / cols) + fround(eps)))));
      for (let c = 0; c < cols; c++) {
        const value = fround(fround(row[c] - mean) * rstd);
        // The graph always has a Scale; with a bias it is one fused multiply-add.
        if (beta) y[start + c] = fma(value, gamma ? gamma[c] : 1, beta[c], fround);
        else y[start + c] = gamma ? fround(value * gamma[c]) : value;
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

/** Four lanes of doubles, folded by halves, then what fills no vector. */
function meanOf(row: Float64Array): number {
  const body = row.length - (row.length % 4);
  const lanes = [0, 0, 0, 0];
  for (let i = 0; i < body; i++) lanes[i % 4] += row[i];
  let sum = lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
  for (let i = body; i < row.length; i++) sum += row[i];
  return fround(sum / row.length);
}

/** Eight lanes of fused squares, folded by halves; of the rest the compiler took four at once, unfused, and fused what was then left. */
function squaresOf(row: Float64Array, mean: number): number {
  const body = row.length - (row.length % 8);
  const unfusedEnd = row.length - body >= 4 ? body + 4 : body;
  let lanes = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < body; i++) lanes[i % 8] = fusedSquare(row[i], mean, lanes[i % 8]);
  for (let half = 4; half >= 1; half /= 2) lanes = Array.from({ length: half }, (_, lane) => fround(lanes[lane] + lanes[lane + half]));
  let sum = lanes[0];
  for (let i = body; i < unfusedEnd; i++) sum = fround(sum + fround(fround(row[i] - mean) ** 2));
  for (let i = unfusedEnd; i < row.length; i++) sum = fusedSquare(row[i], mean, sum);
  return sum;
}

function fusedSquare(value: number, mean: number, sum: number): number {
  const deviation = fround(value - mean);
  return fma(deviation, deviation, sum, fround);
}
