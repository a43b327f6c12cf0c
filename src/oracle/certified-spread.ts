// Deviations from the mean, their variance, and 1/sqrt(variance + ε), in double-double arithmetic with a proved error.

import type { CertifiedMean } from "./certified-mean.ts";
import { productError, splitter, squareError, sumError } from "./double-double.ts";

const u2 = 2 ** -106;

export interface CertifiedSpread {
  readonly variance: number;
  /** v + ε. */
  readonly shifted: number;
  /** Bound on the relative error of v + ε in double-double. */
  readonly error: number;
  readonly rstd: number;
  readonly rstdLow: number;
  readonly deviationMax: number;
  readonly deviationMean: number;
}

/**
 * Writes the deviations to `high` + `low`. Undefined when some deviation is so small that the mean's error could change its first
 * 52 bits, or its sign.
 */
export function certifiedSpread(
  x: Float64Array,
  options: { mean: CertifiedMean; eps: number; high: Float64Array; low: Float64Array },
): CertifiedSpread | undefined {
  const { mean, eps, high, low } = options;
  const n = x.length;
  const mean0 = mean.high;
  const mean1 = mean.middle;
  const mean2 = mean.low;
  const split = splitter;
  let squares = 0;
  let squaresLow = 0;
  let total = 0;
  let totalLow = 0;
  let min = Infinity;
  let max = 0;
  for (let i = 0; i < n; i++) {
    // d = x − mean: all exact but for the last two roundings, u²·|d| and u³·(|d| + 2|mean|). TwoSum throughout (double-double.ts).
    const value = x[i];
    const a = value - mean0;
    let part = a - value;
    const b = value - (a - part) - (mean0 + part);
    const c = b - mean1;
    part = c - b;
    const e = b - (c - part) - (mean1 + part) - mean2;
    const s = a + c;
    part = s - a;
    const rest = a - (s - part) + (c - part) + e;
    const d = s + rest;
    const dLow = s - d + rest;
    high[i] = d;
    low[i] = dLow;
    const absolute = Math.abs(d);
    if (absolute < min) min = absolute;
    if (absolute > max) max = absolute;
    // Σd²: each square with its error to 6u², and the sum with its errors collected in one double (Sum2). Sums of numbers ≥ 0 are
    // Dekker's, as in certified-mean.ts.
    const square = d * d;
    part = d * split;
    const dHead = part - (part - d);
    const dTail = d - dHead;
    const squareLow = dTail * dTail - (square - dHead * dHead - 2 * dHead * dTail) + 2 * d * dLow;
    let next = squares + square;
    squaresLow += (squares >= square ? square - (next - squares) : squares - (next - square)) + squareLow;
    squares = next;
    next = total + absolute;
    totalLow += total >= absolute ? absolute - (next - total) : total - (next - absolute);
    total = next;
  }
  if (mean.error > 2 ** -52 * min) return undefined;

  // v = Σd²/n
  let sum = squares + squaresLow;
  let sumLow = squares - sum + squaresLow;
  let quotient = sum / n;
  const product = quotient * n;
  let quotientLow = (sum - product - productError(quotient, n, product) + sumLow) / n;
  const variance = quotient + quotientLow;
  quotientLow = quotient - variance + quotientLow;
  // V = v + ε
  sum = variance + eps;
  sumLow = quotientLow + sumError(variance, eps, sum);
  const shifted = sum + sumLow;
  const shiftedLow = sum - shifted + sumLow;

  // Newton's step for 1/√V from the double nearest to it, with the second-order term: e = 1 − V·r², each of its terms at most 3u.
  const r = 1 / Math.sqrt(shifted);
  const rr = r * r;
  const vrr = shifted * rr;
  const e = 1 - vrr - productError(shifted, rr, vrr) - (shifted * squareError(r, rr) + shiftedLow * rr);
  const step = r * (0.5 * e + 0.375 * e * e);
  const rstd = r + step;

  const sigma = Math.sqrt(variance);
  // The deviations contribute twice their relative error; the Sum2 loses at most u² (n²/2 + 4n) of a sum of positive terms.
  const deviationError = mean.error / sigma;
  const error = u2 * (n * (n / 2 + 4) + 16) * 1.01 + 2.01 * deviationError;
  return {
    variance,
    shifted,
    error,
    rstd,
    rstdLow: r - rstd + step,
    deviationMax: max,
    deviationMean: (total + totalLow) / n,
  };
}
