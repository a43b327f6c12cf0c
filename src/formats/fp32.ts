// IEEE 754 binary32, what most kernels accumulate in. The engine's own fround is a single instruction.

import type { Format } from "./format.ts";

/** Nearest fp32, ties to even; overflow gives ±Infinity. */
export function roundFp32(x: number): number {
  return Math.fround(x);
}

export const fp32: Format = {
  id: "fp32",
  bits: 32,
  precision: 24,
  exponentMin: -126,
  exponentMax: 127,
  unitRoundoff: 2 ** -24,
  minNormal: 2 ** -126,
  minSubnormal: 2 ** -149,
  maxFinite: (2 - 2 ** -23) * 2 ** 127,
  overflowThreshold: (2 - 2 ** -24) * 2 ** 127,
  hasInfinity: true,
  round: roundFp32,
};
