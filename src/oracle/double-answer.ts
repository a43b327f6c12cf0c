// LayerNorm of a row of small-format values in plain doubles, with a proved error: a million times coarser than the certified answer,
// twenty times faster, and enough to round to fp16 or to see that an error is far from its bound.

import type { Format } from "../formats/format.ts";

const u = 2 ** -53;

/**
 * The bound on |answer − exact| / |exact| of `doubleAnswer` for rows of n values of the format; undefined where there is no proof.
 *
 * Values are integers times λ of at most K = Ω/λ units, so n·x_i, every partial sum of Σx and D_i = n·x_i − Σx are integers of at most
 * 2nK units: exact doubles while 2nK ≤ 2^53. For n = 2 and any K, D = x_0 − x_1 is rounded once (1 u). Then
 *
 * - D_i² and n − 1 additions of terms ≥ 0: n u, and 2u more where D is rounded; the division by n³ (exact for n ≤ 2^17) and + ε, both
 *   of numbers ≥ 0, 1 u each: V = ΣD²/n³ + ε has a relative error of (n + 4)u to first order;
 * - √V halves that and adds 1 u; n·√V adds 1 u; D_i/(n·√V) adds 1 u, and 1 u where D is rounded: (n/2 + 6)u.
 *
 * (n + 8)u covers the terms of second order, u²(n + 4)², for n ≤ 2^10. No square or quotient leaves the normal range of doubles: the
 * last test below.
 */
export function doubleAnswerError(format: Format, n: number): number | undefined {
  if (n > 2 ** 10) return undefined;
  const exact = 2 * n * (format.maxFinite / format.minSubnormal) <= 2 ** 53;
  if (!exact && n !== 2) return undefined;
  const smallest = format.minSubnormal ** 2 / n ** 3;
  const largest = n * (2 * n * format.maxFinite) ** 2;
  return smallest >= 2 ** -900 && largest <= 2 ** 900 ? (n + 8) * u : undefined;
}

/**
 * Writes y_0 … y_(n−1) and, after them, V = v + ε. The values are taken from `x` at `start`. For formats and n for which
 * `doubleAnswerError` has a bound; ε is 0 or above 2^-900, and where V = 0 the answers are NaN.
 */
export function doubleAnswer(x: Float64Array, start: number, eps: number, y: Float64Array): void {
  const n = y.length - 1;
  if (n === 2) {
    // n·x_i − Σx would lose what x_0 − x_1 keeps; ΣD²/n³ = (x_0 − x_1)²/4.
    const d = x[start] - x[start + 1];
    const shifted = d * d * 0.25 + eps;
    const value = d / (2 * Math.sqrt(shifted));
    y[0] = value;
    y[1] = -value;
    y[2] = shifted;
    return;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[start + i];
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const d = n * x[start + i] - sum;
    y[i] = d;
    squares += d * d;
  }
  const shifted = squares / (n * n * n) + eps;
  const divisor = n * Math.sqrt(shifted);
  for (let i = 0; i < n; i++) y[i] /= divisor;
  y[n] = shifted;
}
