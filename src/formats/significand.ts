// Significant bits of a double: the measure of how simple a number is, which the minimiser makes smaller.

import { exponentOf, powerOfTwo } from "./exponent.ts";

const view = new DataView(new ArrayBuffer(8));

/**
 * x rounded to the nearest number of at most `bits` significant bits, 1 ≤ bits ≤ 53, ties to even. Zeros, infinities and NaN stay.
 * The result may be the power of two above x, hence beyond the largest value of a narrow format.
 */
export function roundToBits(x: number, bits: number): number {
  const exponent = exponentOf(x);
  const unitExponent = exponent - bits + 1;
  // Below the last subnormal bit there is nothing to round off.
  if (!Number.isFinite(x) || unitExponent <= -1074) return x;
  // Two exact factors, since 1/unit can lie beyond the largest double.
  const scaled = (x / powerOfTwo(exponent)) * 2 ** (bits - 1);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) * powerOfTwo(unitExponent);
}

/** How many significant bits x needs: 0 for zero, 1 for powers of two, 53 at most. NaN and infinities count as 0. */
export function significandBits(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return 0;
  view.setFloat64(0, x / powerOfTwo(exponentOf(x)));
  const high = (view.getUint32(0) & 0xfffff) | 0x100000;
  const low = view.getUint32(4);
  return low === 0 ? 21 - trailingZeros(high) : 53 - trailingZeros(low);
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}
