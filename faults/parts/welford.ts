// Welford's recurrence (1962), with the three places at which it is mistaken exchangeable: the count, the update of the mean and that of
// the sum of squares.

import type { KernelRow, Round } from "./layer-norm.ts";
import type { Moments } from "./moments.ts";

export interface Step {
  /** x_k. */
  readonly value: number;
  /** k, from 1. */
  readonly count: number;
  /** Mean of the elements before. */
  readonly before: number;
  /** Mean with x_k in it. */
  readonly after: number;
  readonly round: Round;
}

export interface WelfordParts {
  /** The count of the elements so far, from the one before. */
  readonly next: (count: number) => number;
  /** What x_k adds to the mean. */
  readonly meanStep: (step: Omit<Step, "after">) => number;
  /** What x_k adds to the sum of squared deviations. */
  readonly squares: (step: Step) => number;
}

const correct: WelfordParts = {
  next: (count) => count + 1,
  meanStep: ({ value, count, before, round }) => round(round(value - before) / count),
  squares: ({ value, before, after, round }) => round(round(value - before) * round(value - after)),
};

export function welfordWith(parts: Partial<WelfordParts>): (row: KernelRow) => Moments {
  const { next, meanStep, squares } = { ...correct, ...parts };
  return ({ x, round }) => {
    let [count, mean, total] = [0, 0, 0];
    for (const value of x) {
      count = next(count);
      const before = mean;
      mean = round(before + meanStep({ value, count, before, round }));
      total = round(total + squares({ value, count, before, after: mean, round }));
    }
    return { mean, variance: round(total / count) };
  };
}
