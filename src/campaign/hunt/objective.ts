// What a hunt looks for: the row on which an implementation is worst, by one measure or another.

import { valueAt } from "../../contract/batch-values.ts";
import type { AnalysedRow } from "../../contract/call.ts";
import { isJudged } from "../../contract/judge.ts";
import { ulp } from "../../formats/neighbours.ts";

export type ObjectiveId = "margin" | "ulps";

/** The worst element of a row. */
export interface Worst {
  readonly value: number;
  readonly column: number;
}

export interface Objective {
  readonly id: ObjectiveId;
  readonly description: string;
  /** Undefined for a row that it does not apply to. */
  measure(analysed: AnalysedRow): Worst | undefined;
  /** The value as a search climbs it: the logarithm of what has no limit. */
  score(value: number): number;
}

/** Error ÷ tolerance, on rows inside the contract; above 1 is a violation. */
const margin: Objective = {
  id: "margin",
  description: "error ÷ tolerance, inside the contract",
  measure(analysed) {
    if (!isJudged(analysed)) return undefined;
    const { errors } = analysed.bound;
    return worstOf(analysed, (i, error) => error / errors[i]!);
  },
  score: (value) => Math.min(value, 2 ** 60),
};

/**
 * Error in ulps of the output's own scale, max(|y_i|, |γ_i|·max(|x̂_i|, R) + |β_i|) with R² = v/(v + ε): an ulp of a y near zero says nothing, because the
 * mean's error shifts every output of a row alike. On all rows that have an answer, also beyond the contract.
 */
const ulps: Objective = {
  id: "ulps",
  description: "error in ulps of the output's scale, also beyond the contract",
  measure(analysed) {
    const { exact, row, contract } = analysed;
    if (exact === undefined) return undefined;
    const { variance } = exact.statistics;
    const spread = Math.sqrt(variance / (variance + row.eps));
    return worstOf(analysed, (i, error) => {
      const scale = Math.abs(valueAt(row.gamma, i, 1)) * Math.max(Math.abs(exact.normalised[i]!), spread) + Math.abs(valueAt(row.beta, i, 0));
      const size = Math.min(contract.storage.maxFinite, Math.max(Math.abs(exact.y[i]!), scale));
      return error / ulp(contract.storage, size);
    });
  },
  score: (value) => Math.log2(1 + Math.min(value, 2 ** 60)),
};

export const objectives: Readonly<Record<ObjectiveId, Objective>> = { margin, ulps };

function worstOf({ y, exact, contract }: AnalysedRow, measure: (i: number, error: number) => number): Worst {
  let value = -1;
  let column = 0;
  for (let i = 0; i < y.length; i++) {
    const observed = y[i]!;
    // Where the exact value lies beyond the range, ±Infinity is the right answer.
    const right = observed === contract.storage.round(exact!.y[i]!);
    const error = observed !== observed ? Infinity : right ? Math.abs(Number.isFinite(observed) ? observed - exact!.y[i]! : 0) : Math.abs(observed - exact!.y[i]!);
    const measured = error === 0 ? 0 : measure(i, error);
    if (measured <= value) continue;
    value = measured;
    column = i;
  }
  return { value, column };
}
