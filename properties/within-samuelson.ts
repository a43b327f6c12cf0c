// No element is further from the mean than √(n − 1) standard deviations (Samuelson 1968): a limit that needs no oracle.

import { isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "within-samuelson",
  statement: "without γ and β, |y_i| ≤ √(n − 1) · sqrt(v/(v + ε)) + E_i",
  why: "A clamped negative variance scales the row by 1/√ε, 316 at ε = 1e-5. Values that no LayerNorm can have are the plainest evidence there is.",
  applies: ({ gamma, beta }) => gamma === undefined && beta === undefined,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const limit = samuelson(analysed);
      for (let i = 0; i < analysed.y.length; i++) worst.see(Math.abs(analysed.y[i]), limit + analysed.bound.errors[i], r, i);
    }
    return worst.verdict(({ row, column }) => {
      const analysed = call.row(row) as JudgedRow;
      const [observed, limit] = [analysed.y[column], samuelson(analysed)];
      const error = analysed.bound.explain(column);
      return {
        observed,
        tolerance: {
          value: limit + error.value,
          terms: [{ label: "Samuelson's limit", value: limit }, ...error.terms],
          source: `√(n − 1)·sqrt(v/(v + ε)) + E_i; ${error.source}`,
        },
        message: `|y[${column}]| is ${show(Math.abs(observed), call.contract.storage)}: no row of ${analysed.y.length} has a normalised value above ${limit.toPrecision(6)}`,
      };
    });
  },
} satisfies Property;

/** √(n − 1)·R, with room for its own three roundings. */
function samuelson({ exact, row }: JudgedRow): number {
  const { n, variance } = exact.statistics;
  return Math.sqrt(n - 1) * Math.sqrt(variance / (variance + row.eps)) * (1 + 2 ** -50);
}
