// OCP fp8 e4m3 ("e4m3fn"): no infinities and one NaN, so that 448 is the largest value and overflow gives NaN.

import type { Format } from "./format.ts";

/**
 * Nearest fp8 (e4m3), ties to even; overflow gives NaN. Normal numbers by Veltkamp's splitting (Dekker 1971, §5.7), which in double
 * precision is exact here, ties included; subnormals are scaled onto the subnormal grid of fp32, where fround does the same.
 */
export function roundFp8E4M3(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < (2 - 3 * 2 ** -4) * 2 ** 8 + 2 ** -44) {
    if (magnitude >= 2 ** -6) {
      const t = x * (2 ** 49 + 1);
      return t - (t - x);
    }
    return Math.fround(x * 2 ** -140) * 2 ** 140;
  }
  return x * NaN;
}

export const fp8E4M3: Format = {
  id: "fp8-e4m3",
  bits: 8,
  precision: 4,
  exponentMin: -6,
  exponentMax: 8,
  unitRoundoff: 2 ** -4,
  minNormal: 2 ** -6,
  minSubnormal: 2 ** -9,
  maxFinite: (2 - 2 ** -2) * 2 ** 8,
  overflowThreshold: (2 - 3 * 2 ** -4) * 2 ** 8 + 2 ** -44,
  hasInfinity: false,
  round: roundFp8E4M3,
};
