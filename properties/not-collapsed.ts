// A variance that overflows makes rstd zero and every output β: finite, plausible and wrong. The dearest silent failure in the field.

import { isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import { valueAt } from "../src/contract/batch-values.ts";

export default {
  id: "not-collapsed",
  statement: "a row whose exact outputs differ from β by more than E_i is not answered by β alone",
  why: "When squares overflow, rstd is 0 and the whole row comes back as β: no NaN for a monitor to see, only a layer that has gone silent (fp16 squares overflow at 256).",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      if (!isCollapsed(analysed)) {
        worst.see(0, 0, r, -1);
        continue;
      }
      const { y, exact, bound } = analysed;
      for (let i = 0; i < y.length; i++) worst.see(Math.abs(y[i] - exact.y[i] - exact.yLow[i]), bound.errors[i] * (1 + 1e-9) + exact.yError[i], r, i);
    }
    return worst.verdict(({ row, column }) => {
      const { y, exact, bound } = call.row(row) as JudgedRow;
      const expected = exact.y[column];
      const { storage } = call.contract;
      return {
        observed: y[column],
        expected,
        tolerance: bound.explain(column),
        message: `every output is ${call.batch.beta === undefined ? "0" : "its β"} although y[${column}] should be ${show(storage.round(expected), storage)}: the variance was lost to overflow, or the row to a wrong branch`,
      };
    });
  },
} satisfies Property;

function isCollapsed({ row, y }: JudgedRow): boolean {
  for (let i = 0; i < y.length; i++) if (y[i] !== valueAt(row.beta, i, 0)) return false;
  return true;
}
