// Equal x, γ and β in one row give equal outputs: nothing in the formula knows the position.

import { isFiniteBatch, valueAt } from "../src/contract/batch-values.ts";
import { distance, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import { anyOutputStep, explainOutputStep, outputStepError } from "../src/contract/output-step.ts";
import type { Property } from "../src/contract/property.ts";
import type { Row } from "../src/oracle/row.ts";

/** Both are within L of the same γ(x − m)r + β (output-step.ts), so 2L apart at most; with one body of code for all, 0. */
const source = "the same x, γ, β, mean and rstd, so only the code of the output step can differ";

export default {
  id: "equal-inputs",
  statement: "x_i = x_j, γ_i = γ_j, β_i = β_j gives y_i = y_j, up to the roundings of the output step alone",
  why: "Needs no exact answer: a tail, a chunk or a lane that is normalised by other statistics than the rest shows as two answers to one question.",
  applies: (batch) => batch.cols > 1 && isFiniteBatch(batch),
  check(call) {
    const worst = new WorstCase();
    let other = 0;
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const { row, y } = analysed;
      const step = anyOutputStep(analysed);
      const same = representatives(row);
      if (same === undefined) continue;
      for (let i = 0; i < y.length; i++) {
        const j = same[i];
        if (j === i) continue;
        const before = worst.margin;
        worst.see(distance(y[i], y[j]), 2 * outputStepError(analysed, step, i), r, i);
        if (worst.margin > before) other = j;
      }
    }
    return worst.verdict(({ row, column }) => {
      const analysed = call.row(row) as JudgedRow;
      const { storage } = call.contract;
      const tolerance = explainOutputStep(analysed, anyOutputStep(analysed), column, source);
      const [observed, expected] = [analysed.y[column], analysed.y[other]];
      return {
        observed,
        expected,
        tolerance: sumOf(tolerance, tolerance),
        message: `x[${column}] and x[${other}] are both ${show(analysed.row.x[column], storage)}, but y[${column}] is ${show(observed, storage)} and y[${other}] is ${show(expected, storage)}`,
      };
    });
  },
} satisfies Property;

/** For each column one with the same x, γ and β, the same for all of its kind; undefined where all x differ. */
function representatives({ x, gamma, beta }: Row): Uint32Array | undefined {
  if (new Set(x).size === x.length) return undefined;
  const same = Uint32Array.from(x, (_, i) => i);
  const compare = (i: number, j: number) => x[i] - x[j] || valueAt(gamma, i, 1) - valueAt(gamma, j, 1) || valueAt(beta, i, 0) - valueAt(beta, j, 0);
  const order = same.slice().sort(compare);
  for (let k = 1; k < order.length; k++) if (compare(order[k - 1], order[k]) === 0) same[order[k]] = same[order[k - 1]];
  return same;
}
