// Every finite code of a small format as a list, for proofs that try them all.

import { fromOrdinal, ordinalOfInfinity } from "./ordinal.ts";
import type { Format } from "./format.ts";

/** Formats of more bits have too many codes to list. */
export const listedBitsMax = 16;

/**
 * All finite codes by value, −0 before +0: the negative of code r of N is code N − 1 − r. Both zeros count, so fp16 has 63,488.
 * Throws a RangeError for a format of more than 16 bits.
 */
export function finiteCodes(format: Format): Float64Array {
  if (format.bits > listedBitsMax) throw new RangeError(`${format.id} has 2^${format.bits} codes: choose a format of at most ${listedBitsMax} bits`);
  const magnitudes = Number(ordinalOfInfinity(format));
  const codes = new Float64Array(2 * magnitudes);
  for (let ordinal = 0; ordinal < magnitudes; ordinal++) {
    const magnitude = fromOrdinal(format, BigInt(ordinal));
    codes[magnitudes + ordinal] = magnitude;
    codes[magnitudes - 1 - ordinal] = -magnitude;
  }
  return codes;
}
