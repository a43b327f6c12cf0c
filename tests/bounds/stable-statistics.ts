// One kernel of the statistics for each stable family: what backward kernels are tried on.

import type { Contract } from "../../src/bounds/contract.ts";
import type { RandomNumber } from "./adversarial-rows.ts";
import { chanTree, corrected, type KernelMoments, mergeByDifference, type Sum, twoPass, twoPassDividedFirst, welford } from "./kernels.ts";

type Moments = (x: readonly number[], f: (x: number) => number, sum: Sum, random: RandomNumber) => KernelMoments;

/** With the algorithm whose contract covers it. */
export const stableStatistics: readonly (readonly [Contract["algorithm"], Moments])[] = [
  ["two-pass", twoPass],
  ["stable", twoPassDividedFirst],
  ["corrected-two-pass", corrected],
  ["welford", welford],
  ["stable", (x, f, sum, random) => chanTree(x, f, sum, { merge: mergeByDifference, leafMax: 4, random })],
];
