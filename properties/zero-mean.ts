// Σ ŷ = 0 without γ and β: errors of the root cancel, so this sees the mean alone, more sharply than any single output does.

import { arithmeticOf } from "../src/bounds/arithmetic.ts";
import { growth } from "../src/bounds/growth.ts";
import { compensatedSum } from "../src/contract/compensated-sum.ts";
import { isJudged, type JudgedRow, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "zero-mean",
  statement: "without γ and β, Σ y_i = 0 up to n times the error of the mean and the roundings of the last step",
  why: "A mean that drifts (long sequential sums, half-precision means, padding counted in) moves every output alike; each one looks plausible, their sum does not.",
  applies: ({ gamma, beta }) => gamma === undefined && beta === undefined,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const { total, rounding } = compensatedSum(analysed.y);
      worst.see(Math.abs(total), allowance(analysed) + rounding, r, -1);
    }
    return worst.verdict(({ row }) => {
      const analysed = call.row(row) as JudgedRow;
      const { total } = compensatedSum(analysed.y);
      const value = allowance(analysed);
      const { meanErrorNormalised, sumError } = analysed.bound;
      const n = analysed.y.length;
      return {
        observed: total,
        expected: 0,
        tolerance: {
          value,
          terms: [
            { label: "mean", value: n * meanErrorNormalised },
            { label: "output step", value: Math.max(0, sumError - n * meanErrorNormalised) },
            { label: "root", value: value - sumError },
          ],
          source: `sum of n = ${n} outputs; ${analysed.bound.explain(0).source}`,
        },
        message: `the outputs add up to ${total.toPrecision(6)}, not to 0: more than ${value.toPrecision(3)} is not rounding`,
      };
    });
  },
} satisfies Property;

/**
 * The bound takes r for a factor common to all. Where body and tail of a row take different code (a quotient, or a product with the
 * rounded reciprocal), r differs between them by two roundings at most.
 */
function allowance({ bound, exact, contract }: JudgedRow): number {
  let sizes = 0;
  for (const value of exact.normalised) sizes += Math.abs(value);
  const { u, root, nearest } = arithmeticOf(contract.accumulator, contract.arithmetic);
  // With approximate roots the two may be formed from roots that differ.
  return bound.sumError + growth(nearest ? 2 : 2 * root, u) * sizes;
}
