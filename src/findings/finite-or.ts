// An error that is no number is larger than any other, and a part of one that is no number is nothing to go by: what to take instead is said where it is asked.

/** x, or the other where x is NaN or infinite. */
export function finiteOr(x: number, otherwise: number): number {
  return Number.isFinite(x) ? x : otherwise;
}
