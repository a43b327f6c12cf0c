// bfloat16: the range of fp32 with 8 bits of precision, so that rows lose accuracy long before they overflow.

import type { Format } from "./format.ts";

/**
 * Nearest bf16, ties to even; overflow gives ±Infinity. Normal numbers by Veltkamp's splitting (Dekker 1971, §5.7), which in double
 * precision is exact here, ties included; subnormals are scaled onto the subnormal grid of fp32, where fround does the same.
 */
export function roundBf16(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < (2 - 2 ** -8) * 2 ** 127) {
    if (magnitude >= 2 ** -126) {
      const t = x * (2 ** 45 + 1);
      return t - (t - x);
    }
    return Math.fround(x * 2 ** -16) * 2 ** 16;
  }
  return x * Infinity;
}

export const bf16: Format = {
  id: "bf16",
  bits: 16,
  precision: 8,
  exponentMin: -126,
  exponentMax: 127,
  unitRoundoff: 2 ** -8,
  minNormal: 2 ** -126,
  minSubnormal: 2 ** -133,
  maxFinite: (2 - 2 ** -7) * 2 ** 127,
  overflowThreshold: (2 - 2 ** -8) * 2 ** 127,
  hasInfinity: true,
  round: roundBf16,
};
