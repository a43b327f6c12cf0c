// How long rows are. Tolerances are sharpest, and faults most visible, at small n, so most rows have at most 16 elements; the edges
// of vector widths, tiles and thread blocks, where kernels lose or repeat elements, are listed by name.

import { exponentOf } from "../formats/exponent.ts";
import type { GenerateOptions, Random } from "./family.ts";

/** Lengths at which kernels change code: around powers of two (vector lanes, blocks of 8 and 128, warps), a few model widths. */
export const edgeLengths: readonly number[] = [
  1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 130, 255, 256, 257, 511, 513, 768, 1023, 1024, 1025,
  2047, 2048, 2049, 4095, 4096, 4097, 8191, 8193,
];

/** A row length: 5 of 6 times up to 16, else up to 130, 1 of 200 times up to elementsMax; at least `min`, which may exceed elementsMax. */
export function lengthFrom(random: Random, { elementsMax }: GenerateOptions, min = 1): number {
  const draw = random.next();
  const longest = draw < 5 / 6 ? 16 : draw < 0.995 ? 130 : elementsMax;
  return random.integer(min, Math.max(min, Math.min(longest, elementsMax)));
}

/** A power of two up to `max`: small ones more often than not. */
export function powerOfTwoLength(random: Random, max: number): number {
  const exponentMax = exponentOf(Math.max(1, max));
  return 2 ** (random.chance(0.8) ? random.integer(0, Math.min(4, exponentMax)) : random.integer(0, exponentMax));
}
