// No element is further from the mean than √(n − 1) standard deviations (Samuelson 1968): a limit that needs no oracle.

import { largest } from "../src/contract/batch-values.ts";
import { isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "within-samuelson",
  statement: "without γ and β, |y_i| ≤ √(n − 1)·R + E_i, with R² = v/(v + ε)",
  why: "A clamped negative variance scales the row by 1/√ε, 316 at ε = 1e-5. Values that no LayerNorm can have are the plainest evidence there is.",
  applies: ({ gamma, beta }) => gamma === undefined && beta === undefined,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const limit = samuelson(analysed);
      for (let i = 0; i < analysed.y.length; i++) worst.see(excess(analysed.y[i], limit), analysed.bound.errors[i], r, i);
    }
    return worst.verdict(({ row, column }) => {
      const analysed = call.row(row) as JudgedRow;
      const [observed, limit] = [analysed.y[column], samuelson(analysed)];
      const error = analysed.bound.explain(column);
      return {
        observed,
        expected: Math.sign(observed) * limit,
        tolerance: { ...error, source: `beyond √(n − 1)·R, R² = v/(v + ε); ${error.source}` },
        message: `|y[${column}]| is ${show(Math.abs(observed), call.contract.storage)}: no row of ${analysed.y.length} has a normalised value above ${limit.toPrecision(6)}`,
      };
    });
  },
} satisfies Property;

/** How far y lies beyond the limit; NaN for NaN. */
function excess(y: number, limit: number): number {
  const distance = Math.abs(y) - limit;
  return distance < 0 ? 0 : distance;
}

/** √(n − 1)·R with R the root mean square of x̂, scaled so that no square underflows, and with room for its own roundings. */
function samuelson({ exact: { normalised } }: JudgedRow): number {
  const n = normalised.length;
  const scale = largest(normalised);
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (normalised[i] / scale) ** 2;
  return scale * Math.sqrt(n - 1) * Math.sqrt(sum / n) * (1 + (n + 8) * 2 ** -53);
}
