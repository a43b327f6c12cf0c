// The mean by a sum and a division: e ≤ (al·|μ| + om·A1)(1 + ku) + ku·|μ| + λ/2.

import type { RowContext } from "./row-context.ts";

/** |computed mean − μ| for every family that sums first, or (order unknown) divides first. */
export function sumMeanError(c: RowContext): number {
  const sum = c.sum.relative * c.mu + c.sum.absolute * c.xMean;
  // Σ fl(x_i/n): each quotient is rounded, so the division costs ku·A1 instead of ku·|μ|, and may underflow n times.
  const divided = c.divideFirst ? c.xMean : c.mu;
  const underflow = c.divideFirst ? ((c.n + 1) * c.lambda) / 2 : c.lambda / 2;
  return sum * (1 + c.divisionGrowth) + c.divisionGrowth * divided + underflow;
}

/** The sum of the row cannot overflow. */
export function sumIsFinite(c: RowContext): boolean {
  return c.n * c.xMean * (1 + c.sumTotal) <= c.omega;
}

/** l1: what underflow of squares (and of their division by n) can cost the variance. */
export function squareUnderflow(c: RowContext): number {
  const once = (c.lambda / 2) * ((1 + c.sumTotal) * (1 + c.divisionGrowth) + 1);
  return c.divideFirst ? once * (c.n + 1) : once;
}
