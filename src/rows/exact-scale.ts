// The grid of rows of small integers whose sums are exact: coarse enough that no square underflows, fine enough that none overflows.

import { powerOfTwo } from "../formats/exponent.ts";
import type { GenerateOptions, Random } from "./family.ts";
import { exponentLowest } from "./magnitude.ts";

/**
 * A power of two q with q²·2^p finite and q²/2^m on the grid of the accumulator, hence Σ(q k)² and its division by n = 2^m exact for
 * integers k with Σk² ≤ 2^p; q·k up to q·2^p stays in the storage format. Mostly about 1.
 */
export function scaleOfExactRow(random: Random, { storage, accumulator }: GenerateOptions, m: number): number {
  const highest = Math.floor((accumulator.exponentMax - accumulator.precision) / 2);
  const lowest = Math.ceil((exponentLowest(accumulator) + m) / 2);
  const [low, high] = [Math.max(lowest, exponentLowest(storage)), Math.min(highest, storage.exponentMax - storage.precision)];
  const ordinary = random.chance(2 / 3);
  return powerOfTwo(ordinary ? random.integer(Math.max(low, Math.min(-6, high)), Math.min(high, Math.max(6, low))) : random.integer(low, high));
}
