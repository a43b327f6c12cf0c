// How wrong an answer is, in one number that means the same for every row: the largest error as a share of the output's scale, which is that of the
// bounds (docs/bounds.md): the largest exact output, at least 1.

import type { ExactAnswer } from "../../src/oracle/exact-answer.ts";

export interface ErrorOptions {
  /** The least scale; 0 where outputs that ε has made small are what is asked about. */
  readonly scaleMin?: number | undefined;
}

/** max |y_i − exact_i| ÷ the scale. Infinity where an output is not finite. */
export function errorOf(y: ArrayLike<number>, { y: exact, yLow }: Pick<ExactAnswer, "y" | "yLow">, { scaleMin = 1 }: ErrorOptions = {}): number {
  let scale = scaleMin;
  let error = 0;
  for (let i = 0; i < exact.length; i++) {
    if (!Number.isFinite(y[i]!)) return Infinity;
    scale = Math.max(scale, Math.abs(exact[i]!));
    error = Math.max(error, Math.abs(y[i]! - exact[i]! - yLow[i]!));
  }
  return error === 0 ? 0 : error / scale;
}

/** From here on an answer counts as wrong: 1 % of the output's scale. */
export const wrongFrom = 0.01;

/** What an answer is like, in a word. */
export type Kind = "right" | "wrong" | "zeros" | "not finite";

/** "zeros" are all zeros where the exact answer is not: what an overflow of the variance leaves, and no check for NaN sees. */
export function kindOf(y: ArrayLike<number>, exact: Pick<ExactAnswer, "y" | "yLow">): Kind {
  const error = errorOf(y, exact);
  if (error === Infinity) return "not finite";
  if (error < wrongFrom) return "right";
  return Array.from(y).every((value) => value === 0) ? "zeros" : "wrong";
}
