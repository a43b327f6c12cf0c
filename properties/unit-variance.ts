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
      const { middle, reach } = interval(analysed);
      worst.see(Math.abs(meanSquareOf(analysed.y) - middle), reach, r, -1);
    }
    return worst.verdict(({ row }) => {
      const analysed = call.row(row) as JudgedRow;
      const observed = meanSquareOf(analysed.y);
      const { middle, reach } = interval(analysed);
      const { variance } = analysed.exact.statistics;
      const expected = variance / (variance + analysed.row.eps);
      const { meanSquareMin: min, meanSquareMax: max } = analysed.bound;
      return {
        observed,
        expected,
        tolerance: {
          value: reach,
          terms: [],
          source: `mean square in ${middle.toPrecision(6)} ± ${reach.toPrecision(3)}; ${analysed.bound.explain(0).source}`,
        },
        message: `the mean square of the outputs is ${observed.toPrecision(6)}, v/(v + ε) is ${expected.toPrecision(6)}: the contract allows ${min.toPrecision(6)} to ${max.toPrecision(6)}`,
      };
    });
  },
} satisfies Property;

/** The bound's interval, widened by the rounding of the mean square itself (n additions, squares and a division in doubles). */
function interval({ bound, y }: JudgedRow): { middle: number; reach: number } {
  const { meanSquareMin: min, meanSquareMax: max } = bound;
  return { middle: (min + max) / 2, reach: (max - min) / 2 + max * (y.length + 4) * 2 ** -53 };
}

function meanSquareOf(y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += y[i] * y[i];
  return sum / y.length;
}
