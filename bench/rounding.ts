// What rounding after every operation costs a half-precision kernel: our roundFp16 against the usual library call.

import { f16round } from "@petamoriken/float16";
import { fp16, roundFp16 } from "../src/formats/fp16.ts";
import { timeInterleaved } from "./interleaved.ts";
import { random, randomRow } from "./random-row.ts";
import type { BenchTable } from "./table.ts";

interface Inputs {
  readonly x: Float64Array;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  readonly eps: number;
}

function withRoundFp16({ x, gamma, beta, eps }: Inputs, y: Float64Array): void {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum = roundFp16(sum + x[i]);
  const mean = roundFp16(sum / n);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = roundFp16(x[i] - mean);
    squares = roundFp16(squares + roundFp16(deviation * deviation));
  }
  const variance = roundFp16(squares / n);
  const rstd = roundFp16(1 / roundFp16(Math.sqrt(roundFp16(variance + eps))));
  for (let i = 0; i < n; i++) {
    y[i] = roundFp16(roundFp16(roundFp16(roundFp16(x[i] - mean) * rstd) * gamma[i]) + beta[i]);
  }
}

function withF16round({ x, gamma, beta, eps }: Inputs, y: Float64Array): void {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum = f16round(sum + x[i]);
  const mean = f16round(sum / n);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = f16round(x[i] - mean);
    squares = f16round(squares + f16round(deviation * deviation));
  }
  const variance = f16round(squares / n);
  const rstd = f16round(1 / f16round(Math.sqrt(f16round(variance + eps))));
  for (let i = 0; i < n; i++) {
    y[i] = f16round(f16round(f16round(f16round(x[i] - mean) * rstd) * gamma[i]) + beta[i]);
  }
}

/** ns per element of the same two-pass fp16 LayerNorm with both roundings; both give the same bits, which is checked first. */
export async function benchRounding(): Promise<BenchTable> {
  const rows = [];
  for (const n of [16, 64, 768, 4096]) {
    const next = random(n);
    const inputs: Inputs[] = Array.from({ length: 16 }, () => ({ ...randomRow(n, fp16, next), eps: fp16.round(1e-5) }));
    const [y, other] = [new Float64Array(n), new Float64Array(n)];
    for (const input of inputs) {
      withRoundFp16(input, y);
      withF16round(input, other);
      if (!y.every((value, i) => Object.is(value, other[i]))) throw new Error(`the two kernels disagree at n = ${n}`);
    }
    const times = timeInterleaved([
      { name: "ours", units: n * inputs.length, run: () => inputs.forEach((input) => withRoundFp16(input, y)) },
      { name: "library", units: n * inputs.length, run: () => inputs.forEach((input) => withF16round(input, y)) },
    ]);
    const [ours, library] = [times.get("ours"), times.get("library")];
    rows.push([String(n), (ours?.nanoseconds ?? NaN).toFixed(1), (library?.nanoseconds ?? NaN).toFixed(1), `${(library?.ratio ?? NaN).toFixed(1)}×`]);
  }
  return {
    title: "Two-pass fp16 LayerNorm, every operation rounded",
    columns: ["n", "roundFp16 ns/element", "@petamoriken/float16 ns/element", "faster"],
    rows,
    note: "Variants run in turn; the ratio is the median over the rounds. Target: 4×.",
  };
}
