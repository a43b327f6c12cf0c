// PyTorch 1.13 on x64 with AVX2, bit for bit: Welford in eight lanes over chunks of sixteen vectors, the chunks merged as in binary counting, and
// an output x·r − m·r in one fused multiply-add, which leaves a constant row with the rounding error of m·r. Nothing is clamped, no empty part is
// skipped: merging into nothing multiplies the square of the mean by zero, which is NaN once it has overflowed, from [2^64] on: a violation of the contract, and the engine's own.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { fma } from "../../formats/fused.ts";

const { fround } = Math;

/** fp32 values in an AVX register, and vectors in a chunk (kChunkSize in aten/src/ATen/native/cpu/moments_utils.h). */
const lanes = 8;
const chunkVectors = 16;

/** Mean and sum of squared deviations of `count` values. */
interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

const nothing: Moments = { count: 0, mean: 0, squares: 0 };

export default {
  id: "pytorch-1-13-fp32",
  format: "fp32",
  description: "lanes of Welford in a cascade of Chan merges, output x·r − m·r: PyTorch 1.13 on x64 CPUs (bitwise)",
  contract: { accumulator: "fp32", algorithm: "chan", summation: "any", output: "expanded" },
  forward(x, { rows, cols, eps, gamma, beta }) {
    const y = new Float64Array(rows * cols);
    for (let start = 0; start < y.length; start += cols) {
      const { squares, mean } = momentsOf(x.subarray(start, start + cols));
      const rstd = fround(1 / fround(Math.sqrt(fround(fround(squares / cols) + fround(eps)))));
      const offset = fround(-mean * rstd);
      for (let c = 0; c < cols; c++) {
        const value = fma(x[start + c], rstd, offset, fround);
        y[start + c] = fma(value, gamma ? gamma[c] : 1, beta ? beta[c] : 0, fround);
      }
    }
    return y;
  },
} satisfies LayerNormImplementation;

function momentsOf(row: Float64Array): Moments {
  const vectors = Math.floor(row.length / lanes);
  let all = nothing;
  for (let i = vectors * lanes; i < row.length; i++) {
    const delta = fround(row[i] - all.mean);
    const count = all.count + 1;
    const mean = fround(all.mean + fround(delta / count));
    all = { count, mean, squares: fround(all.squares + fround(delta * fround(row[i] - mean))) };
  }
  for (let lane = 0; lane < lanes; lane++) all = merged(all, laneMoments(row, lane, vectors));
  return all;
}

/** A stack in which level j holds 2^j chunks. */
function laneMoments(row: Float64Array, lane: number, vectors: number): Moments {
  const chunks = Math.ceil(vectors / chunkVectors);
  const stack: Moments[] = Array.from({ length: Math.max(1, 32 - Math.clz32(Math.max(0, chunks - 1))) }, () => nothing);
  for (let chunk = 0; chunk < chunks; chunk++) {
    stack[0] = merged(stack[0], chunkMoments(row, lane, { first: chunk * chunkVectors, end: Math.min(vectors, (chunk + 1) * chunkVectors) }));
    for (let level = 1, count = chunk + 1; level < stack.length && count % 2 === 0; level++, count /= 2) {
      stack[level] = merged(stack[level], stack[level - 1]);
      stack[level - 1] = nothing;
    }
  }
  return stack.reduce(merged);
}

/** Welford with tabulated reciprocals of the count. */
function chunkMoments(row: Float64Array, lane: number, { first, end }: { first: number; end: number }): Moments {
  let mean = 0;
  let squares = 0;
  for (let vector = first; vector < end; vector++) {
    const value = row[vector * lanes + lane];
    const delta = fround(value - mean);
    mean = fround(mean + fround(delta * fround(1 / (vector - first + 1))));
    squares = fround(squares + fround(delta * fround(value - mean)));
  }
  return { count: end - first, mean, squares };
}

/** `a` with `b` added to it (AddMoments). */
function merged(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const share = count === 0 ? 0 : fround(b.count / count);
  const delta = fround(b.mean - a.mean);
  const between = fround(fround(fround(delta * delta) * share) * a.count);
  return { count, mean: fround(a.mean + fround(share * delta)), squares: fround(a.squares + fround(b.squares + between)) };
}
