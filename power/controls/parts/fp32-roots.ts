// 1/sqrt(v + ε) in fp32, in the ways that kernels form it. Each stays within the two roundings that every contract allows the root.

const { fround } = Math;

/** A root, then a reciprocal, each rounded: `1 / sqrtf(v + eps)`. */
export function reciprocalRoot32(variance: number, eps: number): number {
  return fround(1 / rootOf32(variance, eps));
}

/** A reciprocal root that is rounded once: what a hardware `rsqrt` would be at its best. */
export function rsqrt32(variance: number, eps: number): number {
  return fround(1 / Math.sqrt(fround(variance + fround(eps))));
}

/** The standard deviation, for kernels that divide by it. */
export function rootOf32(variance: number, eps: number): number {
  return fround(Math.sqrt(fround(variance + fround(eps))));
}
