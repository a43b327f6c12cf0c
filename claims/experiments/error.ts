// How wrong an answer is, in one number that means the same for every row: the largest error as a share of the largest exact output.

import type { ExactAnswer } from "../../src/oracle/exact-answer.ts";

/** max |y_i − exact_i| ÷ max |exact_i| (÷ 1 where all are 0: a constant row). Infinity where an output is not finite. */
export function errorOf(y: ArrayLike<number>, { y: exact, yLow }: Pick<ExactAnswer, "y" | "yLow">): number {
  let largest = 0;
  let error = 0;
  for (let i = 0; i < exact.length; i++) {
    if (!Number.isFinite(y[i]!)) return Infinity;
    largest = Math.max(largest, Math.abs(exact[i]!));
    error = Math.max(error, Math.abs(y[i]! - exact[i]! - yLow[i]!));
  }
  return error / (largest || 1);
}

/** From here on an answer counts as wrong: 1 %, which no training or inference that we know of is indifferent to in every output. */
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
