// One-pass variance, E[x²] − E[x]² and (Σx² − (Σx)²/n)/n: relative error about κ²·u. Named "one-pass" promises only this.

import { compound } from "./growth.ts";
import { squareUnderflow, sumIsFinite, sumMeanError } from "./mean.ts";
import type { MomentBound } from "./moments.ts";
import type { RowContext } from "./row-context.ts";

/** The larger of the two textbook forms' bounds. The clamp at zero is allowed, not assumed. */
export function onePassMoments(c: RowContext): MomentBound {
  const e = sumMeanError(c);
  const variance = Math.max(meanOfSquares(c, e), sumOfSquares(c));
  const squares = c.n * c.meanSquare * (1 + c.u) * (1 + c.sumTotal);
  const finite = sumIsFinite(c) && squares <= c.omega && (c.n * (c.mu + e)) ** 2 * (1 + c.u) <= c.omega;
  return { meanError: e, varianceUp: variance, varianceDown: variance, nonNegative: false, finite };
}

/** fl(fl(Σx²/n) − μ̂²). */
function meanOfSquares(c: RowContext, e: number): number {
  const squares = c.meanSquare * compound(c.quotientGrowth, c.sumTotal) + squareUnderflow(c);
  const square = 2 * c.mu * e + e * e + c.u * (c.mu + e) ** 2 + c.lambda / 2;
  return (1 + c.u) * (squares + square) + c.u * c.v;
}

/** fl(fl(Σx² − fl(S²/n))/n). */
function sumOfSquares(c: RowContext): number {
  const { u, lambda, n, mu, v } = c;
  const sum = c.sum.relative * mu + c.sum.absolute * c.xMean;
  const square =
    2 * mu * sum + sum * sum + c.quotientGrowth * (mu + sum) ** 2 + (lambda / 2 / n) * (1 + (1 + c.divisionGrowth) / n);
  const squares = c.meanSquare * compound(u, c.sumTotal) + (lambda / 2) * (1 + c.sumTotal);
  return (squares + square) * (1 + u) * (1 + c.divisionGrowth) + v * c.quotientGrowth + lambda / 2;
}
