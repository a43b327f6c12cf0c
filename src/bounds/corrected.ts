// Corrected two-pass: the deviations t_i = fl(x_i − μ̂) are centred once more by their own mean. With the corrected deviations in the
// output (t_i − T/n) the condition number disappears from the bound.

import { compound } from "./growth.ts";
import { squareUnderflow, sumIsFinite, sumMeanError } from "./mean.ts";
import type { MomentBound } from "./moments.ts";
import { movedDown, movedUp } from "./moved.ts";
import type { RowContext } from "./row-context.ts";

/** Output formed from x_i − μ̂: the variance is corrected (and perhaps not clamped), the mean is not. Part of "stable". */
export function correctedVarianceMoments(c: RowContext): MomentBound {
  const { meanError, varianceUp, finite } = correctedMoments(c);
  return { meanError, varianceUp, varianceDown: varianceUp, nonNegative: false, finite };
}

/** Output formed from t_i − T/n ("corrected-two-pass" with a centred output); variance max(0, (Q − T²/n)/n), or the mean of (t_i − T/n)². */
export function correctedMoments(c: RowContext): MomentBound {
  const { n, u, lambda, v, sigma } = c;
  const e = sumMeanError(c);
  const residual = compound(u, c.sumTotal) * (c.dMean + e);
  const shift = residual * (1 + c.divisionGrowth) + c.divisionGrowth * (e + residual) + lambda / 2;

  // (Q − T²/n)/n
  const squareGrowth = compound(c.growth3, c.sumTotal);
  const division = c.quotientGrowth;
  const difference =
    (v + e * e) * squareGrowth + 2 * e * residual + residual ** 2 + division * (e + residual) ** 2 + (lambda / 2) * (1 + c.sumTotal) + lambda / n + lambda / 2 / n ** 2;
  const subtracted = (1 + division) * difference + v * division + lambda / 2;

  // mean of t'²: t'_i = (d_i − shift' + ρ_i)(1 + δ) with |ρ_i| ≤ u(|d_i| + e), so its root mean square moves by at most u(σ + e).
  const local = u * (sigma + e);
  const underflow = squareUnderflow(c);
  const recentredUp = movedUp(c, shift, local, compound(c.squareGrowth, c.sumTotal)) + underflow;
  const recentredDown = movedDown(c, local, -compound(-c.squareDecay, -c.sum.low)) + underflow;

  const cube = 1 + c.growth3;
  const finite =
    sumIsFinite(c) &&
    (c.dMax + e) ** 2 * cube <= c.omega &&
    n * (v + e * e) * cube * (1 + c.sumTotal) <= c.omega &&
    (n * (e + residual)) ** 2 * (1 + u) <= c.omega;
  return {
    meanError: e,
    varianceUp: Math.max(subtracted, recentredUp),
    varianceDown: Math.min(v, Math.max(subtracted, recentredDown)),
    nonNegative: true,
    finite,
    // t'_i = fl(t_i − T/n): one more rounding of the deviation, u(|d_i| + e), besides the shift. Only a centred output is formed from
    // t'; any other is formed from the mean.
    deviation: { shift: c.contract.output === "centred" ? (u * e + shift) * (1 + u) : e + shift, slope: u * (1 + u), reference: "mean" },
  };
}
