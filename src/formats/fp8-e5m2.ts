// OCP fp8 e5m2, the eight-bit format laid out like fp16: small enough to try every row of a few values.

import type { Format } from "./format.ts";

/**
 * Nearest fp8 (e5m2), ties to even; overflow gives ±Infinity. Normal numbers by Veltkamp's splitting (Dekker 1971, §5.7), which in double
 * precision is exact here, ties included; subnormals are scaled onto the subnormal grid of fp32, where fround does the same.
 */
export function roundFp8E5M2(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < (2 - 2 ** -3) * 2 ** 15) {
    if (magnitude >= 2 ** -14) {
      const t = x * (2 ** 50 + 1);
      return t - (t - x);
    }
    return Math.fround(x * 2 ** -133) * 2 ** 133;
  }
  return x * Infinity;
}

export const fp8E5M2: Format = {
  id: "fp8-e5m2",
  bits: 8,
  precision: 3,
  exponentMin: -14,
  exponentMax: 15,
  unitRoundoff: 2 ** -3,
  minNormal: 2 ** -14,
  minSubnormal: 2 ** -16,
  maxFinite: (2 - 2 ** -2) * 2 ** 15,
  overflowThreshold: (2 - 2 ** -3) * 2 ** 15,
  hasInfinity: true,
  round: roundFp8E5M2,
};
