// The promise of "pairwise" is the height of its tree, which a sum shows: no value may pass through more than ⌈log2 n⌉ additions.

import { expect, it } from "vitest";
import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "../../src/impls/sums/pairwise-fp32.ts";

/** Halving, as the definition has it. */
function halving(values: readonly number[]): number {
  if (values.length === 1) return values[0]!;
  const half = values.length >> 1;
  return Math.fround(halving(values.slice(0, half)) + halving(values.slice(half)));
}

it("adds in exactly the order of halving, at every length and offset", () => {
  for (let n = 1; n <= 200; n++) {
    const values = Float64Array.from({ length: n + 3 }, (_, i) => Math.fround(Math.sin(i * n) * 2 ** ((i * 7) % 12)));
    const row = Array.from(values.subarray(3));
    expect(pairwiseSumFp32(values, 3, n)).toBe(halving(row));
    expect(pairwiseSumOfSquaresFp32(values, 3, n)).toBe(halving(row.map((value) => Math.fround(value * value))));
  }
});

it("has height ⌈log2 n⌉: every value loses at most so many half ulps to a large one", () => {
  // 2^24 + 1 rounds back to 2^24: the large value swallows each partial sum of ones that it meets alone.
  for (let k = 1; k <= 12; k++) {
    const values = new Float64Array(2 ** k).fill(1);
    values[0] = 2 ** 24;
    // It meets 1, 2, 4, … 2^(k − 1): only the first is swallowed.
    expect(pairwiseSumFp32(values, 0, 2 ** k)).toBe(2 ** 24 + 2 ** k - 2);
  }
});
