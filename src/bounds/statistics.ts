// What a contract promises about the statistics of a row: the moments of its algorithm and their root, or, for "stable", the
// largest of every stable family's (errors of the output increase with each of them, so the union needs only the maxima).

import type { Algorithm } from "./contract.ts";
import { chanMoments } from "./chan.ts";
import { correctedMoments, correctedVarianceMoments } from "./corrected.ts";
import type { Moments } from "./moments.ts";
import { onePassMoments } from "./one-pass.ts";
import { rootBound } from "./root.ts";
import type { RowContext } from "./row-context.ts";
import { shiftedMoments } from "./shifted.ts";
import { twoPassMoments } from "./two-pass.ts";
import { welfordMoments } from "./welford.ts";

export interface StatisticsBound {
  readonly meanError: number;
  /** |error of the deviation| · r̂ ≤ shift + slope·|x_i − reference|. */
  readonly shift: number;
  readonly slope: number;
  readonly reference: "mean" | "first";
  readonly rstdUp: number;
  readonly rstdDown: number;
  /** The part of the root's error that comes from the variance, and from ε; for explanations. */
  readonly fromVariance: number;
  readonly fromEps: number;
  readonly finite: boolean;
}

/** The families that an algorithm may be. */
export const momentsOf: Readonly<Record<Algorithm, readonly Moments[]>> = {
  stable: [twoPassMoments, correctedVarianceMoments, correctedMoments, chanMoments],
  "two-pass": [twoPassMoments],
  "corrected-two-pass": [correctedMoments],
  shifted: [shiftedMoments],
  "one-pass": [onePassMoments],
  welford: [welfordMoments],
  chan: [chanMoments],
};

export function statisticsBound(c: RowContext): StatisticsBound {
  let meanError = 0;
  let shift = 0;
  let slope = 0;
  let reference: "mean" | "first" = "mean";
  let rstdUp = 0;
  let rstdDown = 0;
  let variance = 0;
  let finite = true;
  for (const moments of momentsOf[c.contract.algorithm]) {
    const m = moments(c);
    const root = rootBound(c, m);
    const largestRstd = c.r * (1 + root.up);
    let deviation = (m.deviation ? m.deviation.shift : m.meanError) * largestRstd;
    if (m.meanErrorNormalised !== undefined) deviation = Math.min(deviation, m.meanErrorNormalised);
    meanError = Math.max(meanError, m.meanError);
    shift = Math.max(shift, deviation);
    if (m.deviation) {
      slope = Math.max(slope, m.deviation.slope * largestRstd);
      reference = m.deviation.reference;
    }
    rstdUp = Math.max(rstdUp, root.up);
    rstdDown = Math.max(rstdDown, root.down);
    variance = Math.max(variance, m.varianceUp, m.varianceDown);
    finite = finite && m.finite && root.finite;
  }
  return {
    meanError,
    shift,
    slope,
    reference,
    rstdUp,
    rstdDown,
    fromVariance: variance / (2 * c.vPlusEps),
    fromEps: c.epsError / (2 * c.vPlusEps),
    finite,
  };
}
