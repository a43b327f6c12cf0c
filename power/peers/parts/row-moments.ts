// Tests without a reference: they look at the mean and the variance of the outputs themselves.

export interface OutputMoments {
  readonly mean: number;
  /** Biased. */
  readonly variance: number;
}

/** Mean and variance of each row of the outputs. */
export function momentsOfRows(y: ArrayLike<number>, cols: number): readonly OutputMoments[] {
  return Array.from({ length: y.length / cols }, (_, r) => momentsOf(Array.from({ length: cols }, (_, c) => y[r * cols + c])));
}

export function momentsOf(values: readonly number[]): OutputMoments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

/** A complaint where |actual − expected| > atol, or where either is NaN. */
export function unlessNear(what: string, { actual, expected, atol }: { readonly actual: number; readonly expected: number; readonly atol: number }): string | undefined {
  return Math.abs(actual - expected) <= atol ? undefined : `${what} is ${actual}, expected ${expected} within ${atol}`;
}
