// E[x²] − E[x]², every operation rounded: the wrong variance that most faults of this kind start from.

import { type KernelRow, sum } from "./layer-norm.ts";

/** The mean of the squares. */
export function meanSquare({ x, n, round }: KernelRow): number {
  return round(sum(x.map((value) => round(value * value)), round) / n);
}

export function onePassVariance(row: KernelRow, mean: number): number {
  return row.round(meanSquare(row) - row.round(mean * mean));
}
