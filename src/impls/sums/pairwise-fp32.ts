// Pairwise summation in fp32: the row is halved until four or fewer values are left, so the tree has height ⌈log2 n⌉, which is
// what the contract "pairwise" promises (Higham 2002, §4.1).

const { fround } = Math;

/** Σ values[start … start + length − 1], length ≥ 1, every addition rounded to fp32. */
export function pairwiseSumFp32(values: Float64Array, start: number, length: number): number {
  switch (length) {
    case 1:
      return values[start];
    case 2:
      return fround(values[start] + values[start + 1]);
    case 3:
      return fround(values[start] + fround(values[start + 1] + values[start + 2]));
    case 4:
      return fround(fround(values[start] + values[start + 1]) + fround(values[start + 2] + values[start + 3]));
  }
  const half = length >> 1;
  return fround(pairwiseSumFp32(values, start, half) + pairwiseSumFp32(values, start + half, length - half));
}

/** Σ values² of the same slice, every product and every addition rounded to fp32. */
export function pairwiseSumOfSquaresFp32(values: Float64Array, start: number, length: number): number {
  if (length > 2) {
    const half = length >> 1;
    return fround(pairwiseSumOfSquaresFp32(values, start, half) + pairwiseSumOfSquaresFp32(values, start + half, length - half));
  }
  const first = fround(values[start] * values[start]);
  return length === 1 ? first : fround(first + fround(values[start + 1] * values[start + 1]));
}
