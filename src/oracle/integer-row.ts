// A row in integers: sums, deviations and v + ε without any rounding, and 1/sqrt(v + ε) to as many bits as asked for. The problem is
// algebraic of degree two, so integers decide every question about it.

import { bitLength, dyadicOf, shift } from "./dyadic.ts";
import { integerSqrt } from "./integer-sqrt.ts";
import type { Row } from "./row.ts";

/** x_i = X_i·2^unit with integers X_i; everything below is exact. */
export interface IntegerRow {
  readonly n: bigint;
  readonly unit: number;
  readonly x: readonly bigint[];
  /** S1 = ΣX. */
  readonly sum: bigint;
  /** S2 = ΣX². */
  readonly squares: bigint;
  /** D_i = nX_i − S1: d_i = D_i·2^unit/n. */
  readonly deviations: readonly bigint[];
  /** N = nS2 − S1²: v = N·2^(2·unit)/n². */
  readonly variance: bigint;
  /** W > 0: v + ε = W·2^(2·half)/n². */
  readonly shifted: bigint;
  readonly half: number;
}

/** Undefined when some x is not finite, or v + ε = 0. */
export function integerRow(row: Row): IntegerRow | undefined {
  const { x, eps } = row;
  const values = [];
  let unit = Infinity;
  for (const value of x) {
    if (!Number.isFinite(value)) return undefined;
    const dyadic = dyadicOf(value);
    values.push(dyadic);
    if (value !== 0) unit = Math.min(unit, dyadic.exponent);
  }
  if (unit === Infinity) unit = 0;

  const n = BigInt(x.length);
  let sum = 0n;
  let squares = 0n;
  const integers = values.map(({ integer, exponent }) => (integer === 0n ? 0n : integer << BigInt(exponent - unit)));
  for (const integer of integers) {
    sum += integer;
    squares += integer * integer;
  }
  const variance = n * squares - sum * sum;
  const deviations = integers.map((integer) => n * integer - sum);

  // The common exponent of v and ε, even so that its square root is a power of two.
  const epsilon = dyadicOf(eps);
  const common = eps === 0 ? 2 * unit : variance === 0n ? epsilon.exponent : Math.min(2 * unit, epsilon.exponent);
  const half = Math.floor(common / 2);
  const scaledVariance = variance === 0n ? 0n : shift(variance, 2 * (unit - half));
  const shifted = scaledVariance + (eps === 0 ? 0n : shift(n * n * epsilon.integer, epsilon.exponent - 2 * half));
  if (shifted === 0n) return undefined;
  return { n, unit, x: integers, sum, squares, deviations, variance, shifted, half };
}

/** An integer with root ≤ 2^places/√W < root + 1. */
export interface InverseRoot {
  readonly root: bigint;
  readonly places: number;
}

/** 1/√W to a relative 2^-bits. */
export function inverseRoot({ shifted }: IntegerRow, bits: number): InverseRoot {
  const places = bits + Math.ceil(bitLength(shifted) / 2) + 1;
  return { root: integerSqrt((1n << BigInt(2 * places)) / shifted), places };
}
