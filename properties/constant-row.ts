// A row of equal values has no deviations: its outputs are β, up to the rounding of the mean, which only some algorithms do without.

import type { Contract } from "../src/bounds/contract.ts";
import { valueAt } from "../src/contract/batch-values.ts";
import { exactly, isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "constant-row",
  statement: "x_i = c for all i gives y = β: within E_i, exactly where the promised algorithm finds the mean of equal values exactly",
  why: "Padding, blank images and dead features are constant rows. One-pass variances give NaN or hundreds there, x·r − m·r leaves the rounding error of m·r.",
  applies: ({ cols }) => cols > 1,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed) || analysed.exact.statistics.deviationMax !== 0) continue;
      const { row, y, bound } = analysed;
      const exact = isExact(row.x, call.contract);
      for (let i = 0; i < y.length; i++) worst.see(Math.abs(y[i] - valueAt(row.beta, i, 0)), exact ? 0 : bound.errors[i], r, i);
    }
    return worst.verdict(({ row: r, column }) => {
      const { row, y, bound } = call.row(r) as JudgedRow;
      const expected = valueAt(row.beta, column, 0);
      const { storage } = call.contract;
      return {
        observed: y[column],
        expected,
        tolerance: isExact(row.x, call.contract) ? exactly("the promised algorithm finds the mean of equal values exactly") : bound.explain(column),
        message: `y[${column}] is ${show(y[column], storage)} although all ${row.x.length} values are ${show(row.x[0], storage)}, which gives β = ${show(expected, storage)}`,
      };
    });
  },
} satisfies Property;

/**
 * With (x − m)·r exactly β needs the exact mean: every step of Welford's recurrence and of a shift by x_0 is then 0; a sum of two is
 * 2c, unless halving c underflows. The sum of three or more equal values rounds (c + c + c is not 3c), so nothing else promises it.
 */
function isExact(x: Float64Array, { algorithm, output, accumulator, arithmetic }: Contract): boolean {
  // In WGSL a half is a quotient, off by 2.5 ulp.
  if (output !== "centred" || arithmetic === "wgsl") return false;
  if (algorithm === "welford" || algorithm === "shifted") return true;
  return x.length === 2 && Math.abs(x[0]) >= 2 * accumulator.minNormal;
}
