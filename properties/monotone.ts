// Where γ and β are the same for all columns, a larger x never gives a smaller y (for γ ≥ 0): all elements share mean and rstd.

import { allFinite, isFiniteBatch, valueAt } from "../src/contract/batch-values.ts";
import { isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import { anyOutputStep, explainOutputStep, outputStepErrors } from "../src/contract/output-step.ts";
import type { Property } from "../src/contract/property.ts";

/**
 * y_i is within L_i of γ(x_i − m)r + β with the m and r of the row (output-step.ts), which increases with x_i; hence
 * y_i ≤ y_j + L_i + L_j for x_i ≤ x_j. One body of code for the whole row would make it exact; body and tail may differ.
 */
const source = "the same mean and rstd for both elements, so only the roundings of the output step differ";

export default {
  id: "monotone",
  statement: "x_i ≤ x_j gives y_i ≤ y_j (γ ≥ 0 and β the same for all columns), up to the roundings of the output step alone",
  why: "Independent of how wrong the statistics may be, so it stays sharp where κ makes the other tolerances wide: tails, chunks and lanes with statistics of their own show here.",
  applies: (batch) => batch.cols > 1 && isFiniteBatch(batch) && isConstant(batch.gamma) && isConstant(batch.beta),
  check(call) {
    const worst = new WorstCase();
    // For γ < 0 the outputs fall where the inputs rise.
    const sign = valueAt(call.batch.gamma, 0, 1) < 0 ? -1 : 1;
    let higher = 0;
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const { y, order } = analysed;
      // NaN has no order; that it is there is for finite-output to say.
      if (!allFinite(y)) continue;
      const errors = outputStepErrors(analysed, anyOutputStep(analysed));
      // The largest y − L so far tells whether any element below is too high for this one.
      let top = order[0];
      let topError = errors[top];
      for (let position = 1; position < order.length; position++) {
        const i = order[position];
        const error = errors[i];
        const fall = sign * (y[top] - y[i]);
        const before = worst.margin;
        worst.see(fall < 0 ? 0 : fall, topError + error, r, i);
        if (worst.margin > before) higher = top;
        if (fall < topError - error) {
          top = i;
          topError = error;
        }
      }
    }
    return worst.verdict(({ row, column }) => {
      const analysed = call.row(row) as JudgedRow;
      const { x } = analysed.row;
      const { storage } = call.contract;
      const step = anyOutputStep(analysed);
      const [observed, expected] = [analysed.y[column], analysed.y[higher]];
      return {
        observed,
        expected,
        tolerance: sumOf(explainOutputStep(analysed, step, higher, source), explainOutputStep(analysed, step, column, source)),
        message:
          `from x[${higher}] = ${show(x[higher], storage)} to x[${column}] = ${show(x[column], storage)}, ` +
          `y goes from ${show(expected, storage)} to ${show(observed, storage)}: it must not ${sign < 0 ? "increase" : "decrease"}`,
      };
    });
  },
} satisfies Property;

function isConstant(values: Float64Array | undefined): boolean {
  return values === undefined || values.every((value) => value === values[0]);
}
