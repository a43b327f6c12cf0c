// A value and the bits that a machine stores for it: what a fixture records, since decimals of different libraries differ.

import type { Format } from "./format.ts";
import { fromOrdinal, ordinalOf, ordinalOfInfinity } from "./ordinal.ts";

/** The encoding of x, sign bit first; NaN becomes the positive quiet NaN. Throws a RangeError when x is not in the format. */
export function bitsOf(format: Format, x: number): bigint {
  if (x !== x) return quietNaN(format);
  const ordinal = ordinalOf(format, x);
  // The magnitude's code is its ordinal; only the sign of zero is not in it.
  return ordinal < 0n || Object.is(x, -0) ? signBit(format) - ordinal : ordinal;
}

/** The value with this encoding; every NaN code gives NaN. Throws a RangeError for bits beyond the format's width. */
export function fromBits(format: Format, bits: bigint): number {
  const sign = signBit(format);
  if (bits < 0n || bits >= 2n * sign) throw new RangeError(`0x${bits.toString(16)} is not a code of ${format.id}: it has ${format.bits} bits`);
  const magnitude = bits % sign;
  const infinity = ordinalOfInfinity(format);
  if (magnitude > infinity || (magnitude === infinity && !format.hasInfinity)) return NaN;
  const value = fromOrdinal(format, magnitude);
  return bits >= sign ? -value : value;
}

/** The encoding in hexadecimal, padded to the format's width: 1 in fp16 is "0x3c00". */
export function bitsText(format: Format, x: number): string {
  return `0x${bitsOf(format, x).toString(16).padStart(hexDigits(format), "0")}`;
}

/** Reads what bitsText writes. Throws a RangeError naming the text when it is anything else. */
export function parseBits(format: Format, text: string): number {
  const digits = hexDigits(format);
  if (!new RegExp(`^0x[0-9a-f]{${digits}}$`, "i").test(text) || BigInt(text) >= 2n * signBit(format)) {
    throw new RangeError(`"${text}" is not a ${format.id} value: write 0x and ${digits} hexadecimal digits, for example ${bitsText(format, 1)}`);
  }
  return fromBits(format, BigInt(text));
}

function signBit(format: Format): bigint {
  return 1n << BigInt(format.bits - 1);
}

// IEEE 754-2019, §6.2.1: the first fraction bit set. A format without infinities has one NaN, all bits set (OCP 8-bit, table 1).
function quietNaN(format: Format): bigint {
  const infinity = ordinalOfInfinity(format);
  return format.hasInfinity ? infinity + (1n << BigInt(format.precision - 2)) : signBit(format) - 1n;
}

function hexDigits(format: Format): number {
  return Math.ceil(format.bits / 4);
}
