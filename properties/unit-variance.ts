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
      const { difference, tolerance } = compare(analysed);
      worst.see(Math.abs(difference), tolerance, r, -1);
    }
    return worst.verdict(({ row }) => {
      const analysed = call.row(row) as JudgedRow;
      const observed = meanSquareOf(analysed.y);
      const expected = meanSquare(analysed);
      const { meanSquareDown: down, meanSquareUp: up } = analysed.bound;
      const { difference, tolerance } = compare(analysed);
      // All digits where six of them would not tell the two apart.
      const show = (value: number) => (Math.abs(difference) > 1e-4 * expected ? value.toPrecision(6) : String(value));
      return {
        observed,
        expected,
        tolerance: { value: tolerance, terms: [], source: `mean square of n = ${analysed.y.length} outputs; ${analysed.bound.explain(0).source}` },
        message: `the mean square of the outputs is ${show(observed)}, v/(v + ε) is ${show(expected)}: the contract allows ${show(expected - down)} to ${show(expected + up)}`,
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
 * Mean square of the outputs less the exact one, and how far the bound lets it go on that side. The exact one is the mean square of the exact outputs t_i, so
 * the difference is the mean of (y_i − t_i)(y_i + t_i): what is rounded here is in proportion to the errors y_i − t_i, and not to the mean square, which in fp64
 * would hide errors of thousands of u. A term rounds four times (t in two parts), the sum and its division n times: less than (n + 8)·2^-53 of the sizes.
 * Left out is the second part of t in y_i + t_i, and what t may be off by yError, δ(2·max(|y_i|, |t_i|) + δ). Products below their normal range: 2^-1000, no
 * more is said about rows of so small outputs.
 */
function compare({ y, exact, bound }: JudgedRow): { readonly difference: number; readonly tolerance: number } {
  const n = y.length;
  let sum = 0;
  let sizes = 0;
  let unsure = 0;
  for (let i = 0; i < n; i++) {
    const [target, low] = [exact.y[i], exact.yLow[i]];
    const error = y[i] - target;
    const twice = y[i] + target;
    sum += (error - low) * twice;
    sizes += (Math.abs(error) + Math.abs(low)) * Math.abs(twice);
    unsure += Math.abs((error - low) * low) + exact.yError[i] * (Math.abs(y[i]) + Math.abs(target) + exact.yError[i]);
  }
  const difference = sum / n;
  // Outputs that are not finite have no difference that a tolerance could be compared with.
  if (!(Math.abs(difference) < Infinity)) return { difference, tolerance: 0 };
  const rounding = ((n + 8) * 2 ** -53 * sizes + 2 * unsure) / n;
  return { difference, tolerance: (difference < 0 ? bound.meanSquareDown : bound.meanSquareUp) + rounding + 2 ** -1000 };
}

function meanSquareOf(y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) sum += y[i] * y[i];
  return sum / y.length;
}
