// LayerNorm of a row of small-format values in plain doubles, with a proved error: a million times coarser than the certified answer,
// twenty times faster, and enough to round to fp16 or to see that an error is far from its bound.

import type { Format } from "../formats/format.ts";

const u = 2 ** -53;

/**
 * The bound on |answer − exact| / |exact| of `doubleAnswers` for rows of n values of the format; undefined where there is no proof.
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

export interface DoubleAnswers {
  /** rows × n: the answers. */
  readonly y: Float64Array;
  /** V = v + ε of every row. */
  readonly shifted: Float64Array;
}

/**
 * The answers for the first `rows` rows of n values in x, for formats and n for which `doubleAnswerError` has a bound; ε is 0 or above
 * 2^-900, and where V = 0 the answers are NaN. Many rows at once, because roots and quotients of different rows overlap in a processor.
 */
export function doubleAnswers(x: Float64Array, { rows, n, eps }: { readonly rows: number; readonly n: number; readonly eps: number }, { y, shifted }: DoubleAnswers): void {
  if (n === 2) {
    // n·x_i − Σx would lose what x_0 − x_1 keeps; ΣD²/n³ = (x_0 − x_1)²/4.
    for (let row = 0; row < rows; row++) {
      const d = x[2 * row] - x[2 * row + 1];
      const v = d * d * 0.25 + eps;
      const value = d / (2 * Math.sqrt(v));
      y[2 * row] = value;
      y[2 * row + 1] = -value;
      shifted[row] = v;
    }
    return;
  }
  const cube = n * n * n;
  for (let row = 0; row < rows; row++) {
    const from = row * n;
    const to = from + n;
    let sum = 0;
    for (let k = from; k < to; k++) sum += x[k];
    let squares = 0;
    for (let k = from; k < to; k++) {
      const d = n * x[k] - sum;
      y[k] = d;
      squares += d * d;
    }
    const v = squares / cube + eps;
    const divisor = n * Math.sqrt(v);
    for (let k = from; k < to; k++) y[k] /= divisor;
    shifted[row] = v;
  }
}
