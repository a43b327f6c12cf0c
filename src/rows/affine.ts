// Ordinary γ and β: mostly absent, so that rows stay as simple as their idea; else each present or absent by itself. Extreme ones
// are families of their own.

import type { Format } from "../formats/format.ts";
import type { Random } from "./family.ts";
import { finite } from "./magnitude.ts";

/** γ and β of a batch, one value per column, or undefined. */
export interface Affine {
  readonly gamma: Float64Array | undefined;
  readonly beta: Float64Array | undefined;
}

/** Neither for 3 of 4 batches; else γ, β or both, values of about size 1. */
export function affineFrom(random: Random, storage: Format, cols: number): Affine {
  const present = random.chance(3 / 4) ? 0 : random.integer(1, 3);
  const gamma = present & 1 ? ordinaryGamma(random, storage, cols) : undefined;
  const beta = present & 2 ? ordinaryBeta(random, storage, cols) : undefined;
  return { gamma, beta };
}

/** γ around 1, as in trained networks, or small integers, zero and negative ones among them. */
export function ordinaryGamma(random: Random, storage: Format, cols: number): Float64Array {
  const integers = random.chance(1 / 4);
  return columns(cols, () => finite(storage, integers ? random.integer(-2, 3) : 1 + random.normal() / 4));
}

/** β around 0, or small integers. */
export function ordinaryBeta(random: Random, storage: Format, cols: number): Float64Array {
  const integers = random.chance(1 / 4);
  return columns(cols, () => finite(storage, integers ? random.integer(-2, 2) : random.normal() / 2));
}

/** One value for every column. */
export function columns(count: number, value: (i: number) => number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = value(i);
  return values;
}
