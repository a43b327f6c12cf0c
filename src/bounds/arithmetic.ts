// How the operations round that a kernel is made of: as IEEE 754 says, or with the liberties that WGSL gives every GPU (docs/webgpu.md derives
// the numbers). Bounds count roundings; this says how many each operation is worth.

import type { Format } from "../formats/format.ts";

/** `ieee`: to nearest, ties to even, with subnormals. `wgsl`: what WGSL §15.7 leaves to the implementation. */
export type ArithmeticId = "ieee" | "wgsl";

/** The constants of one rounding in a format, and what operations cost in such roundings. */
export interface Arithmetic {
  /** Largest relative error of + − ×. */
  readonly u: number;
  /** Twice the largest absolute error that underflow adds to a result: the smallest subnormal, or what flushing small operands and results to 0 costs. */
  readonly lambda: number;
  /** ν where a difference, too, may be flushed to 0; else 0. */
  readonly flushed: number;
  /** Sums are rounded to nearest, so that (n − 1)u bounds them for every n (Jeannerod and Rump 2013). */
  readonly nearest: boolean;
  /** Roundings of a division, or of a product with a reciprocal, by what is no power of two. */
  readonly division: number;
  /** The same by a power of two. */
  readonly halving: number;
  /** log of the largest factor between 1/sqrt, however it is formed, and its exact value. */
  readonly logRoot: number;
  /** The same as a number of roundings. */
  readonly root: number;
}

/** 2.5 ulp count as three roundings of an ulp; with a product by 1/n four. */
const divisionWgsl = 4;
/** λ/2 = 32ν: every absolute error that flushing leaves in a mean, a variance or an output is at most half of it (docs/webgpu.md). */
const flushesCovered = 64;

const known = new WeakMap<Format, Partial<Record<ArithmeticId, Arithmetic>>>();

export function arithmeticOf(format: Format, id: ArithmeticId = "ieee"): Arithmetic {
  let own = known.get(format);
  if (own === undefined) known.set(format, (own = {}));
  return (own[id] ??= id === "ieee" ? ieee(format) : wgsl(format));
}

function ieee({ unitRoundoff: u, minSubnormal }: Format): Arithmetic {
  return {
    u,
    // λ/2 must not vanish in doubles, as fp64's own would.
    lambda: minSubnormal / 2 > 0 ? minSubnormal : 2 * minSubnormal,
    flushed: 0,
    nearest: true,
    division: 2,
    halving: 0,
    logRoot: Math.log1p(u) - Math.log1p(-u),
    // The root, and its reciprocal, which may round up by u/(1 − u) and counts twice.
    root: 3,
  };
}

/** WGSL §15.7.4: + − × are off by less than an ulp, a quotient by 2.5, inverseSqrt by 2, and sqrt is the reciprocal of inverseSqrt. */
function wgsl({ unitRoundoff, minNormal }: Format): Arithmetic {
  const ulp = 2 * unitRoundoff;
  return {
    u: ulp,
    lambda: flushesCovered * minNormal,
    flushed: 8 * minNormal,
    nearest: false,
    division: divisionWgsl,
    halving: divisionWgsl,
    // 1/sqrt(V): a reciprocal of a reciprocal of inverseSqrt(V).
    logRoot: -2 * Math.log1p(-2.5 * ulp) - Math.log1p(-2 * ulp),
    root: 8,
  };
}

/** Whether shaders may take a value for 0: the format has it, but as a subnormal. */
export function isSubnormal(value: number, { minNormal }: Format): boolean {
  return value !== 0 && Math.abs(value) < minNormal;
}
