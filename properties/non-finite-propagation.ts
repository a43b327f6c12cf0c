// NaN and ±Infinity must neither be swallowed nor leave their row.

import { allFinite } from "../src/contract/batch-values.ts";
import { distance, exactly, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "non-finite-propagation",
  statement: "NaN in a row makes all of its outputs NaN, ±Infinity makes them all non-finite; other rows are as with 0 in its place, within 2E",
  why: "max(NaN, 0) = 0 turns a broken row into plausible numbers, and 0 · NaN in a masked lane or a shared sum breaks its neighbours.",
  // Shaders may be compiled as if there were no NaN and no infinity (WGSL §15.7.2).
  applies: ({ x, gamma, beta }, { arithmetic }) => arithmetic !== "wgsl" && !allFinite(x) && allFinite(gamma) && allFinite(beta),
  derive: (batch) => [{ ...batch, x: batch.x.map((value) => (Number.isFinite(value) ? value : 0)) }],
  check(call, [finite]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      const analysed = call.row(r);
      const { row, y } = analysed;
      if (allFinite(row.x)) {
        if (!isJudged(analysed)) continue;
        for (let i = 0; i < cols; i++) worst.see(distance(y[i], finite.y[r * cols + i]), 2 * analysed.bound.errors[i], r, i);
      } else {
        // A clamp that turns NaN into 0 may give ∓Infinity to the finite elements of a row with an infinity; finite it is never.
        const isSwallowed = hasNaN(row.x) ? (value: number) => value === value : Number.isFinite;
        for (let i = 0; i < cols; i++) worst.see(isSwallowed(y[i]) ? Infinity : 0, 0, r, i);
      }
    }
    return worst.verdict(({ row: r, column }) => {
      const analysed = call.row(r);
      const { row, y } = analysed;
      const { storage } = call.contract;
      const observed = y[column];
      if (allFinite(row.x)) {
        const expected = finite.y[r * cols + column];
        const error = (analysed as JudgedRow).bound.explain(column);
        return {
          observed,
          expected,
          tolerance: sumOf(error, error),
          message: `y[${column}] of row ${r} is ${show(observed, storage)} while another row is not finite, but ${show(expected, storage)} when that row is`,
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
