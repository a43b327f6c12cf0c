// Two-pass variance: v̂ = Σ fl(t_i²)/n with t_i = fl(x_i − μ̂). The identity Σ(d_i − e')² = n(v + e'²) makes the mean's error enter
// only squared.

import { compound } from "./growth.ts";
import { squareUnderflow, sumIsFinite, sumMeanError } from "./mean.ts";
import type { MomentBound } from "./moments.ts";
import type { RowContext } from "./row-context.ts";

export function twoPassMoments(c: RowContext): MomentBound {
  const e = sumMeanError(c);
  const up = compound(c.squareGrowth, c.sumTotal);
  const down = -compound(-c.squareDecay, -c.sum.low);
  const underflow = squareUnderflow(c);
  const varianceUp = c.v * up + e * e * (1 + up) + underflow;
  const varianceDown = Math.min(c.v, c.v * down + underflow);
  const cube = 1 + c.growth3;
  const finite =
    sumIsFinite(c) && (c.dMax + e) ** 2 * cube <= c.omega && c.n * (c.v + e * e) * cube * (1 + c.sumTotal) <= c.omega;
  return { meanError: e, varianceUp, varianceDown, nonNegative: true, finite, meanErrorNormalised: sharpened(c, e, down, underflow) };
}

/** e'/sqrt(a·e'² + b) increases with e', so the mean's own error in the variance caps what it can do to the output (about 1). */
function sharpened(c: RowContext, e: number, down: number, underflow: number): number {
  const radicand = (1 - c.u) * (Math.max(0, (1 - down) * (c.v + e * e) - underflow) + c.epsLeast);
  if ((1 - down) * c.v - underflow + c.epsLeast <= 0) return Number.POSITIVE_INFINITY;
  return (e * c.rootFactor) / Math.sqrt(radicand);
}
