// Algorithms that find mean and variance together (Welford, Chan's merges, shifts), as parts of a kernel.

import type { KernelRow, Parts } from "./layer-norm.ts";

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance from one function. It runs twice a row, which is cheaper than keeping what it found. */
export function partsFrom(momentsOf: (row: KernelRow) => Moments): Pick<Parts, "mean" | "variance"> {
  return { mean: (row) => momentsOf(row).mean, variance: (row) => momentsOf(row).variance };
}
