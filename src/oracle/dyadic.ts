// Doubles as integers times powers of two, and the way back: where the exact oracle enters and leaves integer arithmetic.

import { exponentOf, powerOfTwo } from "../formats/exponent.ts";
import { fp64 } from "../formats/fp64.ts";
import type { Format } from "../formats/format.ts";
import { fromOrdinal, ordinalOfInfinity } from "../formats/ordinal.ts";

/** integer · 2^exponent, exactly. */
export interface Dyadic {
  readonly integer: bigint;
  readonly exponent: number;
}

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** A finite double as an odd integer times a power of two; zero is 0·2^0. */
export function dyadicOf(x: number): Dyadic {
  if (x === 0) return { integer: 0n, exponent: 0 };
  float[0] = x;
  const code = bits[0];
  const field = Number((code >> 52n) & 0x7ffn);
  const fraction = code & 0xfffffffffffffn;
  let integer = field === 0 ? fraction : fraction | 0x10000000000000n;
  const zeros = trailingZeros(integer);
  integer >>= BigInt(zeros);
  return { integer: x < 0 ? -integer : integer, exponent: (field === 0 ? 1 : field) - 1075 + zeros };
}

function trailingZeros(integer: bigint): number {
  const low = Number(integer & 0xffffffffn);
  if (low !== 0) return 31 - Math.clz32(low & -low);
  const high = Number(integer >> 32n);
  return 63 - Math.clz32(high & -high);
}

/** Number of bits of |integer|; 0 for 0. */
export function bitLength(integer: bigint): number {
  if (integer === 0n) return 0;
  const magnitude = integer < 0n ? -integer : integer;
  const rounded = Number(magnitude);
  if (rounded === Infinity) {
    const digits = magnitude.toString(16);
    return digits.length * 4 - Math.clz32(Number.parseInt(digits[0], 16)) + 28;
  }
  // Rounding up to a power of two would count one bit too many.
  const exponent = exponentOf(rounded);
  const carried = rounded > Number.MAX_SAFE_INTEGER && rounded === powerOfTwo(exponent) && magnitude >> BigInt(exponent) === 0n;
  return carried ? exponent : exponent + 1;
}

/** integer · 2^places, floored when places < 0. */
export function shift(integer: bigint, places: number): bigint {
  return places >= 0 ? integer << BigInt(places) : integer >> BigInt(-places);
}

/**
 * The ordinal of the value of the format nearest to integer · 2^exponent, ties to even. Overflow gives the ordinal after that of the
 * largest finite value, where Infinity is or would be.
 */
export function nearestOrdinal(format: Format, { integer, exponent }: Dyadic): bigint {
  if (integer === 0n) return 0n;
  const magnitude = integer < 0n ? -integer : integer;
  const unitMin = format.exponentMin - format.precision + 1;
  const unit = Math.max(exponent + bitLength(magnitude) - format.precision, unitMin);
  const places = unit - exponent;
  let significand = shift(magnitude, -places);
  if (places > 0) {
    const half = 1n << BigInt(places - 1);
    const rest = magnitude - (significand << BigInt(places));
    if (rest > half || (rest === half && (significand & 1n) === 1n)) significand += 1n;
  }
  // Ordinals continue from one binade to the next, so a carry out of the significand needs no care.
  const ordinal = BigInt(unit - unitMin) * (1n << BigInt(format.precision - 1)) + significand;
  const infinity = ordinalOfInfinity(format);
  const clamped = ordinal > infinity ? infinity : ordinal;
  return integer < 0n ? -clamped : clamped;
}

/** The value at an ordinal as nearestOrdinal gives it: Infinity past the end, or NaN in a format without infinities. */
export function valueAt(format: Format, ordinal: bigint): number {
  const magnitude = ordinal < 0n ? -ordinal : ordinal;
  if (!format.hasInfinity && magnitude === ordinalOfInfinity(format)) return NaN;
  return fromOrdinal(format, ordinal);
}

/** What the ordinal stands for as a real number, one step beyond the largest finite value included. */
export function dyadicAt(format: Format, ordinal: bigint): Dyadic {
  const magnitude = ordinal < 0n ? -ordinal : ordinal;
  const binade = 1n << BigInt(format.precision - 1);
  const unitMin = format.exponentMin - format.precision + 1;
  const normal = magnitude >= binade;
  const integer = normal ? binade + (magnitude % binade) : magnitude;
  const exponent = unitMin + (normal ? Number(magnitude / binade) - 1 : 0);
  return { integer: ordinal < 0n ? -integer : integer, exponent };
}

/** integer · 2^exponent to the nearest double; beyond the range ±Infinity. */
export function toDouble(integer: bigint, exponent: number): number {
  // Number() rounds to nearest even (ECMA-262, Number(bigint)); scaling is then exact as long as the result is a normal number.
  const rounded = Number(integer);
  if (Math.abs(rounded) < Infinity) {
    const top = exponentOf(rounded) + exponent;
    if (top >= -1022 && top <= 1023) {
      const part = Math.max(-1000, Math.min(1000, exponent));
      return rounded * powerOfTwo(part) * powerOfTwo(exponent - part);
    }
  }
  return valueAt(fp64, nearestOrdinal(fp64, { integer, exponent }));
}

/** numerator / denominator · 2^exponent to the nearest double; denominator > 0. Only zero gives zero: below λ comes ±λ. */
export function ratioToDouble(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator === 0n) return 0;
  // At least 64 quotient bits, with a last one that says whether a remainder was left: as good as all of them for rounding to 53.
  const places = Math.max(0, 64 + bitLength(denominator) - bitLength(numerator));
  const magnitude = (numerator < 0n ? -numerator : numerator) << BigInt(places);
  const quotient = magnitude / denominator;
  const sticky = quotient * denominator === magnitude ? 0n : 1n;
  const value = toDouble((quotient << 1n) | sticky, exponent - places - 1);
  const positive = value === 0 ? fp64.minSubnormal : value;
  return numerator < 0n ? -positive : positive;
}
