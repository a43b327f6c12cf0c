// IEEE 754 binary16: 11 bits of precision and a range that ends at 65504, which is where most half-precision kernels break.

import type { Format } from "./format.ts";

/**
 * Nearest fp16, ties to even; overflow gives ±Infinity. Normal numbers by Veltkamp's splitting (Dekker 1971, §5.7), which in double
 * precision is exact here, ties included; subnormals are scaled onto the subnormal grid of fp32, where fround does the same.
 */
export function roundFp16(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < (2 - 2 ** -11) * 2 ** 15) {
    if (magnitude >= 2 ** -14) {
      const t = x * (2 ** 42 + 1);
      return t - (t - x);
    }
    return Math.fround(x * 2 ** -125) * 2 ** 125;
  }
  return x * Infinity;
}

export const fp16: Format = {
  id: "fp16",
  bits: 16,
  precision: 11,
  exponentMin: -14,
  exponentMax: 15,
  unitRoundoff: 2 ** -11,
  minNormal: 2 ** -14,
  minSubnormal: 2 ** -24,
  maxFinite: (2 - 2 ** -10) * 2 ** 15,
  overflowThreshold: (2 - 2 ** -11) * 2 ** 15,
  hasInfinity: true,
  round: roundFp16,
};
