// Sums that judge others must not round as these do.

export interface CompensatedSum {
  readonly total: number;
  /** What the total may be off. */
  readonly rounding: number;
}

/** Neumaier's compensated sum (1974), and a bound on its own error: 2^-53 |Σ| + n² 2^-106 Σ|a_i|. */
export function compensatedSum(values: Float64Array | readonly number[]): CompensatedSum {
  let sum = 0;
  let lost = 0;
  let sizes = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    sizes += Math.abs(value);
  }
  const total = sum + lost;
  return { total, rounding: 2 ** -53 * Math.abs(total) + values.length ** 2 * 2 ** -106 * sizes };
}
