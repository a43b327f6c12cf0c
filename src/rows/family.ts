// A row family: one idea of what breaks LayerNorm, as a generator of batches. The expansion from randomness to batch is a plain
// function of a seeded generator (seedrandom), so the same seed gives the same rows on every machine.

import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";

/** Uniform random numbers, seeded. */
export interface Random {
  /** Uniform double in [0, 1) with 32 random bits. */
  next(): number;
  /** Uniform double in [0, 1) with 53 random bits, for values of wide formats. */
  fraction(): number;
  /** About normal, mean 0 and variance 1, |z| < 6. Made by counting bits: logarithms and cosines differ between machines. */
  normal(): number;
  /** 1 or −1. */
  sign(): 1 | -1;
  /** Uniform integer in [min, max], both included. */
  integer(min: number, max: number): number;
  /** One of the items, uniformly. */
  pick<T>(items: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
}

export interface GenerateOptions {
  /** Storage format: every value of x, γ, β is representable in it. */
  readonly storage: Format;
  /** Accumulator format of the implementation, for overflow thresholds of sums and squares. */
  readonly accumulator: Format;
  /** Largest rows·cols wanted (a family may go beyond it only if its idea needs to). */
  readonly elementsMax: number;
}

export interface RowFamily {
  /** kebab-case, equal to the file's name. */
  readonly id: string;
  /** One line for `normfuzz list`. */
  readonly description: string;
  /** How often it is drawn among all families, relative to the others. Default 1. */
  readonly weight?: number;
  generate(random: Random, options: GenerateOptions): Batch;
}
