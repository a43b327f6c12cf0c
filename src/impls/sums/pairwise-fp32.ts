// Pairwise summation in fp32: the row is halved until single values are left, so the tree has height ⌈log2 n⌉, which is what the
// contract "pairwise" promises (Higham 2002, §4.1). Up to four values are added without a call: each return of one costs an allocation.

const { fround } = Math;

/** Σ values[start … start + length − 1], length ≥ 1, every addition rounded to fp32. */
export function pairwiseSumFp32(values: Float64Array, start: number, length: number): number {
  const half = length >> 1;
  if (length > 8) return fround(pairwiseSumFp32(values, start, half) + pairwiseSumFp32(values, start + half, length - half));
  if (length > 4) return fround(fewFp32(values, start, half) + fewFp32(values, start + half, length - half));
  return fewFp32(values, start, length);
}

/** Σ values² of the same slice, every product and every addition rounded to fp32. */
export function pairwiseSumOfSquaresFp32(values: Float64Array, start: number, length: number): number {
  const half = length >> 1;
  if (length > 8) return fround(pairwiseSumOfSquaresFp32(values, start, half) + pairwiseSumOfSquaresFp32(values, start + half, length - half));
  if (length > 4) return fround(fewSquaresFp32(values, start, half) + fewSquaresFp32(values, start + half, length - half));
  return fewSquaresFp32(values, start, length);
}

function fewFp32(values: Float64Array, start: number, length: number): number {
  const first = values[start];
  if (length === 1) return first;
  const second = values[start + 1];
  if (length === 2) return fround(first + second);
  const third = values[start + 2];
  if (length === 3) return fround(first + fround(second + third));
  return fround(fround(first + second) + fround(third + values[start + 3]));
}

function fewSquaresFp32(values: Float64Array, start: number, length: number): number {
  const first = square(values[start]);
  if (length === 1) return first;
  const second = square(values[start + 1]);
  if (length === 2) return fround(first + second);
  const third = square(values[start + 2]);
  if (length === 3) return fround(first + fround(second + third));
  return fround(fround(first + second) + fround(third + square(values[start + 3])));
}

function square(value: number): number {
  return fround(value * value);
}
