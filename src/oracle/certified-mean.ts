// The mean of a row to three doubles: near-constant rows subtract nearly equal numbers, so the mean needs more digits than the rest.

import { certifiedMax, certifiedMin } from "./certified-range.ts";
import { productError, sumError } from "./double-double.ts";

const u = 2 ** -53;

/** μ ≈ high + middle + low. */
export interface CertifiedMean {
  readonly high: number;
  readonly middle: number;
  readonly low: number;
  /** Bound on the absolute error of x_i − μ formed with these parts, besides one relative u²; 0 when they are exact. */
  readonly error: number;
  /** All x_i are equal. */
  readonly constant: boolean;
  readonly magnitudeMean: number;
  readonly magnitudeMax: number;
}

/** Undefined when a value is not finite or outside the certified range, or the sign of μ is in doubt. */
export function certifiedMean(x: Float64Array): CertifiedMean | undefined {
  const n = x.length;
  // Σx = sum + first + second, where each accumulator collects the rounding errors of the one before (SumK with K = 3: Ogita, Rump,
  // Oishi 2005); `lost` bounds what the last one may have lost.
  let sum = 0;
  let first = 0;
  let second = 0;
  let lost = 0;
  let magnitude = 0;
  let magnitudeLow = 0;
  let min = x[0];
  let max = x[0];
  const rangeMin = certifiedMin;
  for (let i = 0; i < n; i++) {
    const value = x[i];
    const absolute = Math.abs(value);
    if (absolute < rangeMin && absolute !== 0) return undefined;
    if (value < min) min = value;
    if (value > max) max = value;
    // TwoSum twice (double-double.ts): Σx and the errors of that sum.
    let next = sum + value;
    let part = next - sum;
    const error = sum - (next - part) + (value - part);
    sum = next;
    next = first + error;
    part = next - first;
    const errorOfError = first - (next - part) + (error - part);
    first = next;
    second += errorOfError;
    lost += Math.abs(errorOfError);
    // Σ|x|: of numbers ≥ 0 it is soon known which is the larger, and Dekker's sum, which needs to know, has half the operations.
    next = magnitude + absolute;
    magnitudeLow += magnitude >= absolute ? absolute - (next - magnitude) : magnitude - (next - absolute);
    magnitude = next;
  }
  const magnitudeMax = Math.max(-min, max);
  // A NaN may be in neither of max and min, but is in the sum.
  if (!(magnitudeMax <= certifiedMax && magnitude < Infinity)) return undefined;
  const sumErrorBound = lost * n * u * 1.01;

  // Normalise: sum becomes the nearest double to Σx, and so on; every step is exact.
  let t = sum + first;
  first = sumError(sum, first, t);
  sum = t;
  t = first + second;
  second = sumError(first, second, t);
  first = t;
  t = sum + first;
  first = sumError(sum, first, t);
  sum = t;
  t = first + second;
  second = sumError(first, second, t);
  first = t;

  // Divide by n, three quotient digits. Every remainder is exact but for terms of u²·|Σx|, whose roundings come to at most
  // 100·u³·|Σx| altogether.
  const q0 = sum / n;
  let product = q0 * n;
  const remainder = sum - product;
  const productLow = productError(q0, n, product);
  const r1 = remainder - productLow;
  const r2 = r1 + first;
  const rest = sumError(remainder, -productLow, r1) + sumError(r1, first, r2) + second;
  const q1 = (r2 + rest) / n;
  product = q1 * n;
  const q2 = (r2 - product - productError(q1, n, product) + rest) / n;

  let high = q0 + q1;
  let middle = sumError(q0, q1, high);
  t = middle + q2;
  const low = sumError(middle, q2, t);
  middle = t;
  t = high + middle;
  middle = sumError(high, middle, t);
  high = t;

  // Exact when the sum is exact and n divides it without remainder: always for powers of two, else when n·high gives Σx back.
  const single = middle === 0 && low === 0;
  const product0 = high * n;
  const divides = (n & (n - 1)) === 0 || (single && product0 === sum && productError(high, n, product0) === first);
  const meanError = lost === 0 && second === 0 && divides ? 0 : 128 * u ** 3 * Math.abs(high) + sumErrorBound / n;
  if (meanError > 2 ** -52 * Math.abs(high)) return undefined;
  return {
    high,
    middle,
    low,
    // Subtracting three parts rounds terms of u²·|μ|: certified-spread.ts.
    error: meanError + (single ? 0 : 8 * u ** 3 * Math.abs(high)),
    constant: min === max,
    magnitudeMean: (magnitude + magnitudeLow) / n,
    magnitudeMax,
  };
}
