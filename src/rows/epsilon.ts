// The ε that rows are normalised with: mostly the default of the frameworks, else anything from 0 (where a constant row has no
// answer) through values that fp16 rounds to zero up to 0.1.

import { powerOfTwo } from "../formats/exponent.ts";
import type { Random } from "./family.ts";

/** The default of ONNX, PyTorch and most others, 1e-5, as the fp32 number that ONNX stores. */
export const epsilonDefault = Math.fround(1e-5);

// 0.1 to 1e-12 are settings seen in models; fp16 rounds 1e-8 and 1e-12 to zero.
const otherEpsilons = [0, 1e-12, 1e-8, 1e-7, 1e-6, 1e-3, 1e-1].map(Math.fround);

/** ε ≥ 0, always an fp32 number: 7 of 10 times the default. */
export function epsilonFrom(random: Random): number {
  if (random.chance(0.7)) return epsilonDefault;
  return random.chance(0.7) ? random.pick(otherEpsilons) : powerOfTwo(random.integer(-40, 0));
}

/** The same without 0, for families whose rows are constant, or nearly so. */
export function epsilonAboveZero(random: Random): number {
  return epsilonFrom(random) || epsilonDefault;
}
