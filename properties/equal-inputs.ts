// Equal x, γ and β in one row give equal outputs: nothing in the formula knows the position.

import { isFiniteBatch, valueAt } from "../src/contract/batch-values.ts";
import { distance, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import { anyOutputStep, explainOutputStep, outputStepErrors } from "../src/contract/output-step.ts";
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
      const { y } = analysed;
      const same = representatives(analysed);
      if (same === undefined) continue;
      const errors = outputStepErrors(analysed, anyOutputStep(analysed));
      for (let i = 0; i < y.length; i++) {
        const j = same[i];
        if (j === i) continue;
        const before = worst.margin;
        worst.see(distance(y[i], y[j]), 2 * errors[i], r, i);
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

/** For each column the first one with the same x, γ and β; undefined where all x differ. */
function representatives({ row, order }: JudgedRow): readonly number[] | undefined {
  const { x, gamma, beta } = row;
  const n = order.length;
  let same: number[] | undefined;
  for (let start = 0, end = 1; start < n; start = end, end = start + 1) {
    while (end < n && x[order[end]] === x[order[start]]) end++;
    if (end === start + 1) continue;
    same ??= zeroTo(n);
    if (gamma === undefined && beta === undefined) for (let k = start; k < end; k++) same[order[k]] = order[start];
    else shareByAffine(row, order.slice(start, end), same);
  }
  return same;
}

function zeroTo(n: number): number[] {
  const indices = new Array<number>(n);
  for (let i = 0; i < n; i++) indices[i] = i;
  return indices;
}

/** The same for columns of one x: γ and β decide. */
function shareByAffine({ gamma, beta }: Row, columns: number[], same: number[]): void {
  const compare = (i: number, j: number) => valueAt(gamma, i, 1) - valueAt(gamma, j, 1) || valueAt(beta, i, 0) - valueAt(beta, j, 0);
  columns.sort(compare);
  for (let k = 1; k < columns.length; k++) if (compare(columns[k - 1], columns[k]) === 0) same[columns[k]] = same[columns[k - 1]];
}
