// Chan, Golub and LeVeque's merge, in whatever tree: lanes, cascades, warps, Welford as merges with single elements, leaves by two
// passes. The layout of a black box is unknown, so this bound holds for every one; the derivation is in docs/bounds.md ("Any tree").

import type { MomentBound } from "./moments.ts";
import { movedDown, movedUp } from "./moved.ts";
import type { RowContext } from "./row-context.ts";

export function chanMoments(c: RowContext): MomentBound {
  const { n, u, lambda, v } = c;
  const { merge: q, depth, feedback, misplacement, underflows, momentGrowth, momentDecay, growth6 } = c.chan;
  const range = spread(c.d);
  // One merge: δ, the weight (a quotient or a product with 1/n), their product: T(4) of the larger of the difference of the means
  // (m + δ·w) and the means themselves (w·m + w'·m'); then the addition rounds at the size of the mean.
  const local = q * Math.max(c.xMax, range) + u * c.xMax + 2 * lambda * (1 + c.xMax);
  // Errors of the children are averaged, and `local` is added: the error of a node is local × the mean depth of its leaves.
  const e = feedback < 1 ? (depth * local) / (1 - feedback) : Number.POSITIVE_INFINITY;
  // Σ w over the merges, w = nA·nB/n, is at most n·log2(n)/4 for every tree (binary entropy ≥ 4p(1 − p)); each merge misplaces its
  // difference by 2e, each two-pass leaf of m elements adds m·e²: together e·sqrt(log2 n + 1) in the norm of sigma.
  const misplaced = e * misplacement;
  const underflow = lambda * underflows;
  const varianceUp = movedUp(c, 0, misplaced, momentGrowth) + underflow;
  const varianceDown = movedDown(c, misplaced, momentDecay) + underflow;
  const difference = range + 2 * e;
  const finite =
    n * (c.xMax + e) * (1 + q) <= c.omega && n * difference * difference * (1 + growth6) <= c.omega && n * (v + varianceUp) <= c.omega;
  return { meanError: e, varianceUp, varianceDown: Math.min(v, varianceDown), nonNegative: true, finite };
}

/** max − min of the row, from its deviations. */
function spread(d: Float64Array): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < d.length; i++) {
    const value = d[i]!;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return high - low;
}
