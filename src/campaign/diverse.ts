// A few sightings of a violation that differ in kind, kept at almost no cost while a run goes on: what is wrong in several ways has
// several causes, and the simplest sighting shows one.

import type { Violated } from "../contract/verdict.ts";
import { epsilonDefault } from "../rows/epsilon.ts";
import type { Sighting } from "./tally.ts";

/** By signature: the sighting of fewest elements. */
export type Diverse = Map<number, Sighting>;

/** How many kinds are kept: a run that fails everywhere holds so many batches per property, most of them small. */
const kindsMax = 12;

/** Powers of two of |x| that count as one kind. */
const binades = 24;

/** Lengths from here on are a kind of their own: sums that stall need them. */
const longRow = 1024;

/** Keeps the sighting where it is the first of its kind, or smaller than the one kept. */
export function keepDiverse(diverse: Diverse, verdict: Violated, sighting: Sighting): void {
  const kind = signature(verdict, sighting);
  const known = diverse.get(kind);
  if (known === undefined ? diverse.size < kindsMax : sighting.batch.x.length < known.batch.x.length) diverse.set(kind, sighting);
}

/** What came out, how large x is there, whether ε is the usual one, whether there are γ and β, and whether the row is long. */
function signature({ observed, row, column }: Violated, { batch }: Sighting): number {
  const { x, cols, gamma, beta, eps } = batch;
  const value = Math.abs(x[row * cols + Math.max(column, 0)] ?? 0);
  const outcome = observed === 0 ? 0 : Number.isNaN(observed) ? 1 : Math.abs(observed) === Infinity ? 2 : 3;
  const band = value === 0 || !(value < Infinity) ? 0 : 64 + Math.floor(Math.log2(value) / binades);
  const flags = Number(eps === epsilonDefault) | (gamma === undefined ? 0 : 2) | (beta === undefined ? 0 : 4) | (cols >= longRow ? 8 : 0);
  return (band * 4 + outcome) * 16 + flags;
}
