// The oracle's fast path: LayerNorm in double-double arithmetic, about 100 bits, with a proved error for every output. Where the
// proof does not reach - extreme magnitudes, deviations lost in the mean's error - it gives up, and integers take over.

import { type CertifiedMean, certifiedMean } from "./certified-mean.ts";
import { certifiedMax, certifiedMin } from "./certified-range.ts";
import { type CertifiedSpread, certifiedSpread } from "./certified-spread.ts";
import { constantAnswer } from "./constant.ts";
import { splitter } from "./double-double.ts";
import { unwritten } from "./doubles.ts";
import type { ExactAnswer, RowStatistics } from "./exact-answer.ts";
import type { Row } from "./row.ts";

/** u²: one rounding of a double-double is this times a small number. */
const u2 = 2 ** -106;

/**
 * The exact answer with |y_i + yLow_i − exact| ≤ yError_i, about 2^-90 of |γ_i x̂_i| + |y_i|; undefined when it cannot be certified
 * (non-finite values, magnitudes outside 2^±256, no answer at all, or statistics that would be less accurate than promised).
 *
 * Errors, in units of u² = 2^-106 relative unless stated (bounds of the operations: Joldes, Muller, Popescu 2017): deviation 1 and
 * absolutely `mean.error`; V `spread.error`; 1/√V 20 and half that of V; x̂ = d·r 7; γ·x̂ 3; +β 2.
 */
export function certifiedAnswer(row: Row): ExactAnswer | undefined {
  const { x, eps, gamma, beta } = row;
  const n = x.length;
  const mean = certifiedMean(x);
  if (mean === undefined || !(eps === 0 || (eps >= certifiedMin && eps <= certifiedMax))) return undefined;
  if (mean.constant) return constantAnswer(row);

  const deviations = unwritten(n);
  const normalised = unwritten(n);
  const y = unwritten(n);
  const yLow = unwritten(n); // holds the low parts of the deviations until the last pass
  const yError = unwritten(n);
  const spread = certifiedSpread(x, { mean, eps, high: deviations, low: yLow });
  if (spread === undefined) return undefined;

  const { rstd, rstdLow } = spread;
  const relative = (0.51 * spread.error + 29 * u2) * (1 + 2 ** -20);
  const absolute = mean.error * rstd * (1 + 2 ** -20);
  const rangeMin = certifiedMin;
  const rangeMax = certifiedMax;
  const split = splitter;
  let t = rstd * split;
  const rstdHead = t - (t - rstd);
  const rstdTail = rstd - rstdHead;
  for (let i = 0; i < n; i++) {
    // x̂ = d·r
    const d = deviations[i];
    t = d * split;
    let head = t - (t - d);
    let tail = d - head;
    let product = d * rstd;
    let low = tail * rstdTail - (product - head * rstdHead - tail * rstdHead - head * rstdTail) + (d * rstdLow + yLow[i] * rstd);
    let high = product + low;
    low = product - high + low;
    normalised[i] = high;
    let error = Math.abs(high) * relative + absolute;
    if (gamma !== undefined) {
      const g = gamma[i];
      const size = Math.abs(g);
      if (!(size <= rangeMax) || (size < rangeMin && size !== 0)) return undefined;
      t = high * split;
      head = t - (t - high);
      tail = high - head;
      product = g * high;
      if (Math.fround(g) === g) {
        // 24 digits or fewer: g is its own head.
        low = tail * g - (product - head * g) + g * low;
      } else {
        t = g * split;
        const gHead = t - (t - g);
        const gTail = g - gHead;
        low = tail * gTail - (product - head * gHead - tail * gHead - head * gTail) + g * low;
      }
      high = product + low;
      low = product - high + low;
      error = size * error + 3.01 * u2 * Math.abs(high);
    }
    if (beta !== undefined) {
      const b = beta[i];
      const size = Math.abs(b);
      if (!(size <= rangeMax) || (size < rangeMin && size !== 0)) return undefined;
      const sum = high + b;
      t = sum - high;
      const rest = low + (high - (sum - t) + (b - t));
      high = sum + rest;
      low = sum - high + rest;
      error += 2.01 * u2 * Math.abs(high);
    }
    y[i] = high;
    yLow[i] = low;
    yError[i] = error;
  }
  return { statistics: statisticsOf(n, mean, spread, deviations), rstd, normalised, y, yLow, yError, path: "double-double" };
}

function statisticsOf(n: number, mean: CertifiedMean, spread: CertifiedSpread, deviations: Float64Array): RowStatistics {
  const square = mean.high * mean.high;
  return {
    n,
    mean: mean.high,
    variance: spread.variance,
    deviations,
    deviationMax: spread.deviationMax,
    deviationMean: spread.deviationMean,
    magnitudeMean: mean.magnitudeMean,
    magnitudeMax: mean.magnitudeMax,
    meanSquare: spread.variance + square,
    conditionNumber: Math.sqrt(1 + square / spread.shifted),
  };
}
