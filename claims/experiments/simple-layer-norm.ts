// The formula as people write it with tensor operations, (x − x.mean()) / sqrt(x.var() + ε): reductions are wide inside, but every result is a tensor of
// the format and is rounded to it.

import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "../../src/impls/sums/pairwise-fp32.ts";
import type { Format } from "../../src/formats/format.ts";

export interface SimpleOptions {
  readonly format: Format;
  readonly eps: number;
  /** Divide by n − 1, as torch.var does when it is not told otherwise. */
  readonly unbiased?: boolean | undefined;
}

const { fround } = Math;

export function simpleLayerNorm(x: Float64Array, { format: { round }, eps, unbiased = false }: SimpleOptions): Float64Array {
  const n = x.length;
  const wideMean = fround(pairwiseSumFp32(x, 0, n) / n);
  // The variance is reduced about the mean that it makes itself, in fp32; the deviations below are about the rounded one.
  const squares = pairwiseSumOfSquaresFp32(x.map((value) => fround(value - wideMean)), 0, n);
  const variance = round(fround(squares / (unbiased ? n - 1 : n)));
  const root = round(Math.sqrt(round(variance + round(eps))));
  const mean = round(wideMean);
  return x.map((value) => round(round(value - mean) / root));
}
