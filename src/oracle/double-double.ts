// Exact errors of floating-point sums and products, the building blocks of double-double arithmetic without FMA. Loops over a row
// write them out instead: loaders that rewrite imports (vitest, tsx) turn each call into a property access, five times slower.

/** Veltkamp's constant for splitting a double into two halves of 26 bits (Dekker 1971). */
export const splitter = 2 ** 27 + 1;

/** a + b − sum, exactly, where sum is the rounded a + b (Knuth's TwoSum; any order of magnitudes). */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/** a·b − product, exactly, where product is the rounded a·b (Dekker's product). For 2^-900 < |a·b|, |a|, |b| < 2^990. */
export function productError(a: number, b: number, product: number): number {
  const ta = a * splitter;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = b * splitter;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

/** a² − square, exactly, where square is the rounded a². Same range as productError. */
export function squareError(a: number, square: number): number {
  const t = a * splitter;
  const high = t - (t - a);
  const low = a - high;
  return low * low - (square - high * high - 2 * high * low);
}
