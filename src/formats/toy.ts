// A format of 64 codes laid out like an IEEE one (3 exponent bits, bias 3, 2 stored fraction bits), for proofs by trying everything.

import type { Format } from "./format.ts";

/**
 * Nearest toy, ties to even; overflow gives ±Infinity. Normal numbers by Veltkamp's splitting (Dekker 1971, §5.7), which in double
 * precision is exact here, ties included; subnormals are scaled onto the subnormal grid of fp32, where fround does the same.
 */
export function roundToy(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < (2 - 2 ** -3) * 2 ** 3) {
    if (magnitude >= 2 ** -2) {
      const t = x * (2 ** 50 + 1);
      return t - (t - x);
    }
    return Math.fround(x * 2 ** -145) * 2 ** 145;
  }
  return x * Infinity;
}

export const toy: Format = {
  id: "toy",
  bits: 6,
  precision: 3,
  exponentMin: -2,
  exponentMax: 3,
  unitRoundoff: 2 ** -3,
  minNormal: 2 ** -2,
  minSubnormal: 2 ** -4,
  maxFinite: (2 - 2 ** -2) * 2 ** 3,
  overflowThreshold: (2 - 2 ** -3) * 2 ** 3,
  hasInfinity: true,
  round: roundToy,
};
