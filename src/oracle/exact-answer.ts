// What the oracle says about a row. Statistics are doubles within a few 2^-53 (relative) of the exact value; the outputs carry a
// second double and a certified error, so that even an fp64 kernel can be judged to a small fraction of its last place.

/**
 * Exact statistics of a row, each rounded to a double (relative error ≤ 2^-50, sign and zero exact). Beyond the range of doubles a
 * statistic is Infinity, as the variance of values near 1e308 is; below it, the smallest subnormal number rather than 0.
 */
export interface RowStatistics {
  readonly n: number;
  /** μ: the mean. */
  readonly mean: number;
  /** v: the biased variance, 0 exactly when the row is constant. */
  readonly variance: number;
  /** d_i = x_i − μ. */
  readonly deviations: Float64Array;
  /** D = max |d_i|. */
  readonly deviationMax: number;
  /** mean |d_i|. */
  readonly deviationMean: number;
  /** A1 = mean |x_i|. */
  readonly magnitudeMean: number;
  /** M = max |x_i|. */
  readonly magnitudeMax: number;
  /** m2 = mean x_i² = v + μ². */
  readonly meanSquare: number;
  /** κ = sqrt(1 + μ²/(v + ε)): the condition number of the row; Infinity for a constant row with ε = 0. */
  readonly conditionNumber: number;
}

export interface ExactAnswer {
  readonly statistics: RowStatistics;
  /** 1/sqrt(v + ε). */
  readonly rstd: number;
  /** x̂_i = d_i / sqrt(v + ε), before the affine step. */
  readonly normalised: Float64Array;
  /** y_i = γ_i x̂_i + β_i to the nearest double, up to yError (±Infinity beyond the range of doubles, with yError Infinity) … */
  readonly y: Float64Array;
  /** … plus this remainder: y + yLow is within yError of the exact value. */
  readonly yLow: Float64Array;
  /** Certified bound on |y_i + yLow_i − exact|, absolute, per element. */
  readonly yError: Float64Array;
  /** Which way it was computed; both agree within their yError. */
  readonly path: "double-double" | "integer";
}
