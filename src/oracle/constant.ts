// Constant rows, which need no arithmetic: every deviation is zero and y = β, exactly.

import { doubles } from "./doubles.ts";
import type { ExactAnswer } from "./exact-answer.ts";
import type { Row } from "./row.ts";

/** The answer for a row whose x are all equal and finite; undefined for ε = 0 (0/0), or where γ or β is not finite. */
export function constantAnswer(row: Row): ExactAnswer | undefined {
  const { x, eps, gamma, beta } = row;
  const n = x.length;
  if (eps === 0 || (gamma !== undefined && !gamma.every(Number.isFinite)) || (beta !== undefined && !beta.every(Number.isFinite))) {
    return undefined;
  }
  const mean = x[0] + 0; // −0 becomes 0
  const rstd = 1 / Math.sqrt(eps);
  const magnitude = Math.abs(mean);
  return {
    statistics: {
      n,
      mean,
      variance: 0,
      deviations: doubles(n),
      deviationMax: 0,
      deviationMean: 0,
      magnitudeMean: magnitude,
      magnitudeMax: magnitude,
      meanSquare: mean * mean,
      conditionNumber: Math.hypot(1, magnitude * rstd),
    },
    rstd,
    normalised: doubles(n),
    y: beta === undefined ? doubles(n) : beta.slice(),
    yLow: doubles(n),
    yError: doubles(n),
    path: "double-double",
  };
}
