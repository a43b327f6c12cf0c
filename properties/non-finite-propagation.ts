// NaN and ±Infinity must neither be swallowed nor leave their row.

import { isJudged, show, WorstCase, exactly, type JudgedRow } from "../src/contract/judge.ts";
import { allFinite } from "../src/contract/batch-values.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "non-finite-propagation",
  statement: "NaN in a row makes all of its outputs NaN, ±Infinity makes them all non-finite, and other rows stay within E",
  why: "max(NaN, 0) = 0 turns a broken row into plausible numbers, and 0 · NaN in a masked lane or a shared sum breaks its neighbours.",
  applies: ({ x, gamma, beta }) => !allFinite(x) && allFinite(gamma) && allFinite(beta),
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      const { row, y } = analysed;
      if (allFinite(row.x)) {
        if (!isJudged(analysed)) continue;
        const { exact, bound } = analysed;
        for (let i = 0; i < y.length; i++) worst.see(Math.abs(y[i] - exact.y[i] - exact.yLow[i]), bound.errors[i] * (1 + 1e-9) + exact.yError[i], r, i);
      } else {
        // A clamp that turns NaN into 0 may give ∓Infinity to the finite elements of a row with an infinity; finite it is never.
        const lost = hasNaN(row.x) ? (value: number) => value === value : Number.isFinite;
        for (let i = 0; i < y.length; i++) worst.see(lost(y[i]) ? Infinity : 0, 0, r, i);
      }
    }
    return worst.verdict(({ row: r, column }) => {
      const analysed = call.row(r);
      const { row, y } = analysed;
      const { storage } = call.contract;
      const observed = y[column];
      if (allFinite(row.x)) {
        const { exact, bound } = analysed as JudgedRow;
        const expected = exact.y[column];
        return {
          observed,
          expected,
          tolerance: bound.explain(column),
          message: `y[${column}] of row ${r} is ${show(observed, storage)}, exact is ${show(storage.round(expected), storage)}: another row of the batch is not finite, this one is`,
        };
      }
      const culprit = row.x.findIndex((value) => !Number.isFinite(value));
      return {
        observed,
        expected: NaN,
        tolerance: exactly("sums with NaN are NaN, and ∞ − ∞ is NaN"),
        message: `y[${column}] is ${show(observed, storage)} although x[${culprit}] of its row is ${row.x[culprit]}`,
      };
    });
  },
} satisfies Property;

function hasNaN(values: Float64Array): boolean {
  return values.some((value) => value !== value);
}
