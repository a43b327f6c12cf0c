// Steps along a format: the next value up or down, and the distance between values, all in doubles without big integers.

import { exponentOf, powerOfTwo } from "./exponent.ts";
import type { Format } from "./format.ts";

/** Distance between the values of the format in the binade of x: λ below the normal range, NaN unless x is finite. */
export function ulp(format: Format, x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < format.minNormal) return format.minSubnormal;
  if (!(magnitude < Infinity)) return NaN;
  return powerOfTwo(Math.min(exponentOf(magnitude), format.exponentMax) - format.precision + 1);
}

/** Whether x is a value of the format; NaN and −0 are, Infinity where the format has it. */
export function isRepresentable(format: Format, x: number): boolean {
  return x !== x || format.round(x) === x;
}

/**
 * The least value of the format above x, which must be representable. nextUp(−λ) is −0; above the largest finite value comes
 * Infinity, or NaN where the format has none; nextUp(Infinity) is Infinity, of NaN NaN.
 */
export function nextUp(format: Format, x: number): number {
  if (x >= 0) return larger(format, x);
  return x === -Infinity ? -format.maxFinite : -smaller(format, -x);
}

/** The greatest value of the format below x: −nextUp(−x). */
export function nextDown(format: Format, x: number): number {
  return -nextUp(format, -x);
}

function larger(format: Format, x: number): number {
  if (x >= format.maxFinite) return format.hasInfinity ? Infinity : NaN;
  return x + ulp(format, x);
}

function smaller(format: Format, x: number): number {
  const spacing = ulp(format, x);
  // Below a power of two the values lie twice as close, down to the subnormals.
  const halved = x > format.minNormal && x === powerOfTwo(exponentOf(x));
  return x - (halved ? spacing / 2 : spacing);
}
