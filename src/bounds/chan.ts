// Chan, Golub and LeVeque's merge, in whatever tree: lanes, cascades, warps, Welford as merges with single elements, leaves by two
// passes. The layout of a black box is unknown, so this bound holds for every one; the derivation is in docs/bounds.md ("Any tree").

import { decay, growth } from "./growth.ts";
import type { MomentBound } from "./moments.ts";
import type { RowContext } from "./row-context.ts";
import { summationHeight } from "./summation.ts";

export function chanMoments(c: RowContext): MomentBound {
  const { n, u, lambda, v, sigma } = c;
  const range = spread(c.d);
  const countRoundings = n > 2 ** c.contract.accumulator.precision ? 2 : 0;
  // One merge: δ, the weight (a quotient or a product with 1/n), their product: T(4) of the larger of the difference of the means
  // (m + δ·w) and the means themselves (w·m + w'·m'); then the addition rounds at the size of the mean.
  const q = growth(4 + countRoundings, u);
  const local = q * Math.max(c.xMax, range) + u * c.xMax + 2 * lambda * (1 + c.xMax);
  // Errors of the children are averaged, and `local` is added: the error of a node is local × the mean depth of its leaves.
  const depth = Math.min(((n - 1) * (n + 2)) / (2 * n), summationHeight(c.contract.summation, n));
  const feedback = depth * (2 * q + u);
  const e = feedback < 1 ? (depth * local) / (1 - feedback) : Number.POSITIVE_INFINITY;
  // Σ w over the merges, w = nA·nB/n, is at most n·log2(n)/4 for every tree (binary entropy ≥ 4p(1 − p)); each merge misplaces its
  // difference by 2e, each two-pass leaf of m elements adds m·e²: together e·sqrt(log2 n + 1) in the norm of sigma.
  const misplaced = e * Math.sqrt(Math.log2(n) + 1);
  const roundings = n + 6 + c.divisions + countRoundings;
  const underflow = lambda * (4 + Math.log2(n));
  const varianceUp = (sigma + misplaced) ** 2 * (1 + growth(roundings, u)) - v + underflow;
  const varianceDown = v - Math.max(0, sigma - misplaced) ** 2 * (1 - decay(roundings, u)) + underflow;
  const difference = range + 2 * e;
  const finite =
    n * (c.xMax + e) * (1 + q) <= c.omega && n * difference * difference * (1 + growth(6, u)) <= c.omega && n * (v + varianceUp) <= c.omega;
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
