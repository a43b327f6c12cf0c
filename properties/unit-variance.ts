// The mean square of the outputs is v/(v + ε), which is 1 only for ε = 0: "unit variance" in its true form.

import { isJudged, type JudgedRow, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "unit-variance",
  statement: "without γ and β, mean y_i² = v/(v + ε) up to the error of the root, of the mean and of the last step",
  why: "Shows at once an overflowed or cancelled variance, n − 1 for n, ε outside the root and ε that was dropped; where v is about ε, tests against 1 are wrong or blind.",
  applies: ({ gamma, beta }) => gamma === undefined && beta === undefined,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const { error, tolerance } = compare(analysed);
      worst.see(error, tolerance, r, -1);
    }
    return worst.verdict(({ row }) => {
      const analysed = call.row(row) as JudgedRow;
      const observed = meanSquareOf(analysed.y);
      const expected = meanSquare(analysed);
      const { meanSquareMin: min, meanSquareMax: max } = analysed.bound;
      return {
        observed,
        expected,
        tolerance: {
          value: compare(analysed).tolerance,
          terms: [],
          source: `mean square of n = ${analysed.y.length} outputs; ${analysed.bound.explain(0).source}`,
        },
        message: `the mean square of the outputs is ${observed.toPrecision(6)}, v/(v + ε) is ${expected.toPrecision(6)}: the contract allows ${min.toPrecision(6)} to ${max.toPrecision(6)}`,
      };
    });
  },
} satisfies Property;

/** v/(v + ε), the exact mean square. */
function meanSquare({ exact, row }: JudgedRow): number {
  const { variance } = exact.statistics;
  return variance / (variance + row.eps);
}

/**
 * Distance from the exact mean square; and how far the bound lets it go on that side, with room for the roundings of the comparison
 * in doubles and for squares below their normal range (2^-1000: no more is said about rows of so small outputs).
 */
function compare(analysed: JudgedRow): { error: number; tolerance: number } {
  const { y, bound } = analysed;
  const expected = meanSquare(analysed);
  const difference = meanSquareOf(y) - expected;
  const side = difference < 0 ? expected - bound.meanSquareMin : bound.meanSquareMax - expected;
  return { error: Math.abs(difference), tolerance: side + bound.meanSquareMax * (y.length + 8) * 2 ** -53 + 2 ** -1000 };
}

function meanSquareOf(y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += y[i] * y[i];
  return sum / y.length;
}
