// Count, mean and sum of squared deviations of a part of a row in fp32, how elements join them (Welford 1962) and how two of them are
// merged (Chan, Golub & LeVeque 1979), in the variants that engines use.

const { fround } = Math;

export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export function noMoments(): Moments {
  return { count: 0, mean: 0, squares: 0 };
}

/** Welford's step with a division by the new count. */
export function joinByDivision({ count, mean, squares }: Moments, value: number): Moments {
  const delta = fround(value - mean);
  const next = fround(mean + fround(delta / (count + 1)));
  return { count: count + 1, mean: next, squares: fround(squares + fround(delta * fround(value - next))) };
}

/** Welford's step with a product by the rounded reciprocal of the new count, cheaper and less accurate: PyTorch. */
export function joinByReciprocal({ count, mean, squares }: Moments, value: number): Moments {
  const delta = fround(value - mean);
  const next = fround(mean + fround(delta * fround(1 / (count + 1))));
  return { count: count + 1, mean: next, squares: fround(squares + fround(delta * fround(value - next))) };
}

/**
 * m_A + δ·(n_B/n), M2_A + M2_B + δ²·n_A·(n_B/n). A part without elements changes nothing: engines that let it through the formula
 * multiply the square of a mean by a count of 0, which is NaN from 2^64 on.
 */
export function mergeByShift(a: Moments, b: Moments): Moments {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const count = a.count + b.count;
  const delta = fround(b.mean - a.mean);
  const share = fround(b.count / count);
  const between = fround(fround(fround(delta * delta) * share) * a.count);
  return { count, mean: fround(a.mean + fround(delta * share)), squares: fround(fround(a.squares + b.squares) + between) };
}

/** (n_A/n)·m_A + (n_B/n)·m_B, with one reciprocal of n for both weights: PyTorch on CUDA, Apex. */
export function mergeByWeights(a: Moments, b: Moments): Moments {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const count = a.count + b.count;
  const reciprocal = fround(1 / count);
  const weightA = fround(a.count * reciprocal);
  const weightB = fround(b.count * reciprocal);
  const delta = fround(b.mean - a.mean);
  const mean = fround(fround(weightA * a.mean) + fround(weightB * b.mean));
  const between = fround(fround(fround(delta * delta) * a.count) * weightB);
  return { count, mean, squares: fround(fround(a.squares + b.squares) + between) };
}
