// The shrinker: which simpler batches to try instead of a counterexample. It works on values, not on how they were generated, so it
// also shrinks rows from users, fixtures and searches, and never leaves the storage format.

import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import { simplerThan } from "./complexity.ts";
import { type Stretch, stretchesOf } from "./edit.ts";
import { rowEdits } from "./smaller-row.ts";
import { shapeEdits } from "./smaller-shape.ts";
import { valueEdits } from "./smaller-values.ts";

const edits = [...shapeEdits, ...rowEdits, ...valueEdits];

/** Where among the candidates one was found; opaque. */
export interface Place {
  readonly edit: number;
  readonly stretch: Stretch;
}

export interface Candidate {
  readonly batch: Batch;
  /** Pass it on when shrinking the candidate in turn, so that what has just been tried is not tried again first. */
  readonly place: Place;
}

/**
 * Batches that are simpler than this one, in the order in which a greedy shrinker should try them: big cuts first. Each is strictly
 * simpler by `complexity`, so that shrinking ends; each value is of the storage format, and finite where it was. Lazily made; at
 * most some thousand for any length of row.
 */
export function* simplerBatches(batch: Batch, storage: Format): Generator<Batch> {
  for (const candidate of simplerCandidates(batch, storage)) yield candidate.batch;
}

/** The same, with the place of each; starting from a former place, going round once. */
export function* simplerCandidates(batch: Batch, storage: Format, from?: Place): Generator<Candidate> {
  const isSimpler = simplerThan(batch, storage);
  const first = from?.edit ?? 0;
  yield* candidatesOf(first, from?.stretch);
  for (let step = 1; step < edits.length; step++) yield* candidatesOf((first + step) % edits.length);
  // The beginning of the edit that was entered in the middle.
  if (from) yield* candidatesOf(first);

  function* candidatesOf(edit: number, start?: Stretch): Generator<Candidate> {
    const { count, apply, stretchesMax } = edits[edit];
    for (const stretch of stretchesOf(count(batch), stretchesMax, start)) {
      const simpler = apply(batch, stretch, storage);
      if (simpler && isSimpler(simpler)) yield { batch: simpler, place: { edit, stretch } };
    }
  }
}
