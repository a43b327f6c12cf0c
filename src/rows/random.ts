// All randomness of the suite: seedrandom behind a small interface. A seed must give the same rows on every machine, so nothing
// here, and nothing in a family, may use Math.log, Math.cos or Math.pow with fractions: their last bits differ between engines.

import seedrandom from "seedrandom";
import type { Random } from "./family.ts";

// xor128 never leaves the state of all zeros, which is what the seed 0 would start it with.
const seedInsteadOfZero = 0x9e3779b9 | 0;

/**
 * Random numbers from a seed: Marsaglia's xor128 for a 32-bit integer (the fastest of seedrandom to seed and to draw from); a text
 * is first hashed to one by Baagøe's alea. Throws a RangeError for a number that is no 32-bit integer, signed or unsigned.
 */
export function randomFrom(seed: number | string): Random {
  if (typeof seed === "string") return randomFrom(seedrandom.alea(seed).int32());
  if (seed !== (seed | 0) && seed !== seed >>> 0) throw new RangeError(`seed ${seed}: give a text or a 32-bit integer`);
  return new SeededRandom(seed | 0);
}

/** A seed derived from a seed and a name, for independent streams: another name, other rows. */
export function seedFrom(seed: number | string, name: string): number {
  return seedrandom.alea(`${seed}/${name}`).int32();
}

// The number of ones among 32 random bits is binomial, mean 16 and variance 8: a normal curve in steps. A uniform number of the
// same width as a step, variance 1/12, fills the gaps.
const inverseDeviation = 1 / Math.sqrt(8 + 1 / 12);

function normalFrom(bits: number, uniform: number): number {
  return (onesIn(bits) - 16 + (uniform - 1 / 2)) * inverseDeviation;
}

// Counts in parallel: pairs, nibbles, bytes, then the sum of the bytes by one product (Warren 2012, §5-1).
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

// A class because one is made for every row: its methods are shared, where closures would be made anew.
class SeededRandom implements Random {
  readonly #draw: seedrandom.PRNG;

  constructor(seed: number) {
    // The types ask for a text, with which seeding would be slower; the generator itself takes 32-bit integers.
    this.#draw = seedrandom.xor128((seed || seedInsteadOfZero) as unknown as string);
  }

  next(): number {
    return this.#draw();
  }

  fraction(): number {
    return this.#draw.double();
  }

  normal(): number {
    return normalFrom(this.#draw.int32(), this.#draw());
  }

  sign(): 1 | -1 {
    return this.#draw() < 1 / 2 ? 1 : -1;
  }

  integer(min: number, max: number): number {
    return min + Math.floor(this.#draw() * (max - min + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)];
  }

  chance(probability: number): boolean {
    return this.#draw() < probability;
  }
}
