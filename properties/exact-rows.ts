// Rows of small integers have an exact mean and variance in every correct algorithm, at any length and in any order. What remains is
// the root and the output step: 3.5 u, against which a reciprocal root that is off by two places no longer hides.

import { allFinite, isPowerOfTwo } from "../src/contract/batch-values.ts";
import { hasExactStatistics } from "../src/contract/exact-statistics.ts";
import { isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import { explainOutputStep, type OutputStep, outputStepErrors } from "../src/contract/output-step.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "exact-rows",
  statement: "rows of small integers, whose mean and variance no algorithm rounds, are normalised to within about 3.5 u",
  why: "Elsewhere the error of the sums covers for the root: an approximate rsqrt, an ε rounded to half precision or a divisor that is slightly off shows only here.",
  applies: ({ cols, x }, { algorithm, arithmetic }) => {
    if (arithmetic === "wgsl") return false;
    const lengthFits = algorithm === "welford" ? cols > 1 : algorithm === "stable" || algorithm === "chan" ? cols === 2 : cols > 1 && isPowerOfTwo(cols);
    return lengthFits && allFinite(x);
  },
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed) || !hasExactStatistics(analysed.row.x, call.contract)) continue;
      const { y, exact } = analysed;
      const errors = outputStepErrors(analysed, exactStep(analysed));
      for (let i = 0; i < y.length; i++) worst.see(Math.abs(y[i] - exact.y[i] - exact.yLow[i]), errors[i] + exact.yError[i], r, i);
    }
    return worst.verdict(({ row, column }) => {
      const analysed = call.row(row) as JudgedRow;
      const { storage, accumulator } = call.contract;
      const [observed, expected] = [analysed.y[column], analysed.exact.y[column]];
      return {
        observed,
        expected,
        tolerance: explainOutputStep(analysed, exactStep(analysed), column, `exact mean and variance, n = ${analysed.y.length}, u = 2^-${accumulator.precision}`),
        message: `y[${column}] is ${show(observed, storage)}, exact is ${show(storage.round(expected), storage)}, and nothing but the root and the last step may round here`,
      };
    });
  },
} satisfies Property;

/**
 * With the exact variance v: V̂ = (v + ε̂)(1 + δ), where |ε̂ − ε| ≤ de, and v itself has been rounded only where n·v was divided by an n that is no
 * power of two (the quotient, or 1/n and the product). r̂ = fl(1/fl(sqrt V̂)), t·r̂ rounds once, γ once more; t is exact. In all
 *   (1 + u)^(2 + [γ]) / ((1 − u) · sqrt((1 − u)^(1 + divisions) · (1 − de/V))) − 1,
 * 3.5 u without γ. Of a judged row V is far from 0 in the accumulator, so that de < V.
 */
function exactStep({ row, exact, contract }: JudgedRow): OutputStep {
  const { accumulator } = contract;
  const total = exact.statistics.variance + row.eps;
  const fromEps = Math.abs(accumulator.round(row.eps) - row.eps) / total;
  const divisions = isPowerOfTwo(row.x.length) ? 0 : 2;
  const up = Math.log1p(accumulator.unitRoundoff);
  const down = Math.log1p(-accumulator.unitRoundoff);
  const roundings = row.gamma === undefined ? 2 : 3;
  const relative = Math.expm1(roundings * up - down - 0.5 * ((1 + divisions) * down + Math.log1p(-fromEps)));
  return { meanError: 0, rstdErrorUp: relative, relative, products: contract.output !== "centred" };
}
