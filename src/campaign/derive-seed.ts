// fast-check wants 32-bit seeds; people give any text. Each part of a run gets its own seed from the text and its own name.

import seedrandom from "seedrandom";

/** A 32-bit seed for the named part of a run, the same on every machine. */
export function deriveSeed(seed: string, ...part: readonly (string | number)[]): number {
  return seedrandom.alea([seed, ...part].join("/")).int32();
}

/** A fresh seed for people who gave none: six digits are enough to read aloud. */
export function freshSeed(): string {
  return String(Math.floor(Math.random() * 1_000_000));
}
