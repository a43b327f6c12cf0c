// Driving sums and squares against the largest finite number of a format: which format, and how close.

import type { Format } from "../formats/format.ts";
import type { GenerateOptions, Random } from "./family.ts";

/** The accumulator, half the time and if `reachable` says that rows get to its largest number; else the storage format, which is
 *  what overflows for a user who computes in it. */
export function overflowFormat(random: Random, { storage, accumulator }: GenerateOptions, reachable: (largest: number) => boolean): Format {
  const inAccumulator = random.chance(1 / 2);
  return inAccumulator && reachable(accumulator.maxFinite) ? accumulator : storage;
}

/** A factor about 1: within four last places of the format, or within one half. */
export function nearLimit(random: Random, format: Format): number {
  return 1 + random.integer(-4, 4) * (random.chance(1 / 2) ? format.unitRoundoff : 1 / 8);
}
