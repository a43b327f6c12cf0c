// What rounding after every operation costs a half-precision kernel: the built-in naive-fp16, as every run calls it, against the same
// operations rounded by the usual library call, row by row, as one writes them.

import { f16round } from "@petamoriken/float16";
import { fp16 } from "../src/formats/fp16.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import type { Batch } from "../src/oracle/row.ts";
import { timeInterleaved } from "./interleaved.ts";
import { random, randomRow } from "./random-row.ts";
import type { BenchTable } from "./table.ts";

type AffineBatch = Batch & { readonly gamma: Float64Array; readonly beta: Float64Array };

function withRoundFp16(batch: AffineBatch): Float64Array {
  return naiveFp16.forward(batch.x, batch);
}

function withF16round({ x, rows, cols, eps, gamma, beta }: AffineBatch): Float64Array {
  const y = new Float64Array(rows * cols);
  const n = f16round(cols);
  const epsilon = f16round(eps);
  for (let start = 0; start < y.length; start += cols) {
    let sum = 0;
    for (let i = start; i < start + cols; i++) sum = f16round(sum + x[i]);
    const mean = f16round(sum / n);
    let squares = 0;
    for (let i = start; i < start + cols; i++) {
      const d = f16round(x[i] - mean);
      y[i] = d;
      squares = f16round(squares + f16round(d * d));
    }
    const sd = f16round(Math.sqrt(f16round(f16round(squares / n) + epsilon)));
    for (let c = 0; c < cols; c++) y[start + c] = f16round(f16round(f16round(y[start + c] / sd) * gamma[c]) + beta[c]);
  }
  return y;
}

function batchOf(rows: number, cols: number, next: () => number): AffineBatch {
  const { gamma, beta } = randomRow(cols, fp16, next);
  return { rows, cols, x: randomRow(rows * cols, fp16, next).x, gamma, beta, eps: fp16.round(1e-5) };
}

/** About a thousand elements a call, so that what is timed is the kernel and not the allocation of y; and single short rows, where it is not. */
const shapes = [[64, 16], [16, 64], [1, 768], [1, 4096], [1, 16], [1, 64]] as const;

/** ns per element of the same two-pass fp16 LayerNorm with both roundings; both give the same bits, which is checked first. */
export async function benchRounding(): Promise<BenchTable> {
  const rows = [];
  for (const [batchRows, n] of shapes) {
    const next = random(n);
    const inputs = Array.from({ length: 16 }, () => batchOf(batchRows, n, next));
    for (const input of inputs) {
      const [y, other] = [withRoundFp16(input), withF16round(input)];
      if (!y.every((value, i) => Object.is(value, other[i]))) throw new Error(`the two kernels disagree at ${batchRows} × ${n}`);
    }
    const units = batchRows * n * inputs.length;
    const times = timeInterleaved([
      { name: "ours", units, run: () => inputs.forEach(withRoundFp16) },
      { name: "library", units, run: () => inputs.forEach(withF16round) },
    ]);
    const [ours, library] = [times.get("ours"), times.get("library")];
    rows.push([`${batchRows} × ${n}`, (ours?.nanoseconds ?? NaN).toFixed(1), (library?.nanoseconds ?? NaN).toFixed(1), `${(library?.ratio ?? NaN).toFixed(1)}×`]);
  }
  return {
    title: "Two-pass fp16 LayerNorm, every operation rounded, with γ and β",
    columns: ["rows × n", "naive-fp16 ns/element", "@petamoriken/float16 ns/element", "faster"],
    rows,
    note: "Variants run in turn; the ratio is the median over the rounds. Target: 4×, but for single short rows, where both sides mostly allocate y.",
  };
}
