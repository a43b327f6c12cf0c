// IEEE 754 binary64, the numbers of JavaScript: every other format is a subset of it, so its rounding is the identity.

import type { Format } from "./format.ts";

/** Every double is already in the format. */
export function roundFp64(x: number): number {
  return x;
}

export const fp64: Format = {
  id: "fp64",
  bits: 64,
  precision: 53,
  exponentMin: -1022,
  exponentMax: 1023,
  unitRoundoff: 2 ** -53,
  minNormal: 2 ** -1022,
  minSubnormal: 2 ** -1074,
  maxFinite: Number.MAX_VALUE,
  overflowThreshold: Infinity,
  hasInfinity: true,
  round: roundFp64,
};
