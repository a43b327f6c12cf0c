// The values of a format numbered in order of size, so that "one step away" and "simpler" have one meaning in every format.

import { exponentOf, powerOfTwo } from "./exponent.ts";
import type { Format } from "./format.ts";

/** The ordinal of +Infinity: one past the largest finite value. */
export function ordinalOfInfinity(format: Format): bigint {
  return magnitudeOrdinal(format, format.maxFinite) + 1n;
}

/**
 * The rank of x among the values of the format: 0n for both zeros, 1n for λ, −1n for −λ, consecutive up to ±Infinity.
 * Throws a RangeError for NaN, and for what is not a value of the format.
 */
export function ordinalOf(format: Format, x: number): bigint {
  if (x !== x || format.round(x) !== x) throw new RangeError(`${x} has no ordinal in ${format.id}: round it to the format first`);
  const magnitude = Math.abs(x) === Infinity ? ordinalOfInfinity(format) : magnitudeOrdinal(format, Math.abs(x));
  return x < 0 ? -magnitude : magnitude;
}

/** The value with this ordinal. Throws a RangeError beyond the last value. */
export function fromOrdinal(format: Format, ordinal: bigint): number {
  const magnitude = ordinal < 0n ? -ordinal : ordinal;
  const infinity = ordinalOfInfinity(format);
  if (magnitude > infinity || (magnitude === infinity && !format.hasInfinity)) {
    throw new RangeError(`${format.id} has no value with ordinal ${ordinal}: the last one is ${format.hasInfinity ? infinity : infinity - 1n}`);
  }
  const value = magnitude === infinity ? Infinity : magnitudeOf(format, magnitude);
  return ordinal < 0n ? -value : value;
}

// Counting up from zero, subnormals and normals form one sequence: within a binade the significand counts, and the first normal
// number follows the last subnormal one. It is also how IEEE formats lay out their bits.
function magnitudeOrdinal(format: Format, magnitude: number): bigint {
  if (magnitude < format.minNormal) return BigInt(magnitude / format.minSubnormal);
  const exponent = exponentOf(magnitude);
  const significand = magnitude / powerOfTwo(exponent) * 2 ** (format.precision - 1);
  return BigInt(exponent - format.exponentMin) * BigInt(2 ** (format.precision - 1)) + BigInt(significand);
}

function magnitudeOf(format: Format, ordinal: bigint): number {
  const binade = BigInt(2 ** (format.precision - 1));
  if (ordinal < binade) return Number(ordinal) * format.minSubnormal;
  const exponent = Number(ordinal / binade) - 1;
  return (Number(binade + (ordinal % binade)) / 2 ** (format.precision - 1)) * powerOfTwo(exponent + format.exponentMin);
}
