// From the variance to r̂ = 1/sqrt(v̂ + ε̂): relative error bounds that keep their accuracy down to u = 2^-53 (no 1 + small − 1).

import type { MomentBound } from "./moments.ts";
import type { RowContext } from "./row-context.ts";

export interface RootBound {
  /** r̂ ≤ r(1 + up), r̂ ≥ r(1 − down). up is Infinity where v̂ + ε̂ may vanish. */
  readonly up: number;
  readonly down: number;
  /** v̂ + ε, or ε̂, neither overflows nor vanishes. */
  readonly finite: boolean;
}

/** Covers 1/sqrt and division by sqrt, both correctly rounded, and a correctly rounded reciprocal root. */
export function rootBound(c: RowContext, moments: MomentBound): RootBound {
  const { u, vPlusEps: total, epsLeast, epsError } = c;
  const up = moments.varianceUp + epsError;
  const down = moments.varianceDown + epsError;
  const relativeUp = (up + u * (total + up)) / total;
  const relativeDown = down / total + u;
  const fromVariance = relativeDown < 1 ? Math.expm1(c.logRoot - 0.5 * Math.log1p(-relativeDown)) : Number.POSITIVE_INFINITY;
  // v̂ ≥ 0 alone gives V̂ ≥ min(ε, ε̂)(1 − u); the 2^-52 covers the quotient by it, which is rounded before its logarithm.
  const fromEps =
    moments.nonNegative && epsLeast > 0 ? Math.expm1(c.logRoot + 2 ** -52 + 0.5 * (Math.log(total / epsLeast) - c.logDown)) : Number.POSITIVE_INFINITY;
  return {
    up: Math.min(fromVariance, fromEps),
    down: -Math.expm1(-c.logRoot - 0.5 * Math.log1p(relativeUp)),
    finite: total * (1 + relativeUp) <= c.omega && (relativeDown < 1 || (moments.nonNegative && epsLeast > 0)),
  };
}
