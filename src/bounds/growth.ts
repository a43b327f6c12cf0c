// How k rounding errors compound. Evaluated by expm1 and log1p, so that the result keeps its relative accuracy down to
// u = 2^-53, and no condition "k·u < 1" is needed (bf16 at n = 4096 has n·u = 16).

/** T(k) = (1 + u)^k − 1: the largest relative increase after k roundings. */
export function growth(k: number, u: number): number {
  return Math.expm1(k * Math.log1p(u));
}

/** 1 − (1 − u)^k: the largest relative decrease after k roundings. */
export function decay(k: number, u: number): number {
  return -Math.expm1(k * Math.log1p(-u));
}

/** Every bound is enlarged by this factor for the rounding errors of its own evaluation in doubles (a few hundred 2^-53). */
export const evaluationSlack = 1 + 1e-9;

/** (1 + a)(1 + b) − 1 without cancellation: in fp64 the 1 would swallow a and b. */
export function compound(a: number, b: number): number {
  return a + b + a * b;
}
