// The one property that says everything: the output is the exact one, up to what the promised algorithm may lose on this very row.

import { isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "oracle-agreement",
  statement: "|y_i − exact y_i| ≤ E_i, the proved error bound of the contract for this row",
  why: "Wrong formulas, wrong columns and lost digits all end here. Fixed tolerances either miss them or accuse correct kernels, because what is attainable depends on κ and n.",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const { y, exact, bound } = analysed;
      for (let i = 0; i < y.length; i++) {
        worst.see(Math.abs(y[i] - exact.y[i] - exact.yLow[i]), bound.errors[i] * (1 + 1e-9) + exact.yError[i], r, i);
      }
    }
    return worst.verdict(({ row, column, margin }) => {
      const { y, exact, bound } = call.row(row) as JudgedRow;
      const [observed, expected] = [y[column], exact.y[column]];
      const { storage } = call.contract;
      const error = Math.abs(observed - expected - exact.yLow[column]);
      return {
        observed,
        expected,
        tolerance: bound.explain(column),
        message: `y[${column}] is ${show(observed, storage)}, exact is ${show(storage.round(expected), storage)}${offBy(error, margin)}`,
      };
    });
  },
} satisfies Property;

function offBy(error: number, margin: number): string {
  return error < Infinity ? `: off by ${error.toPrecision(3)}, ${margin.toPrecision(3)} times what the contract allows` : "";
}
