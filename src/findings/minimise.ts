// From a batch that shows a violation to the smallest one that still shows it: fast-check's shrinker, started at the failing batch
// through `examples`, so that a find of any search (not only of fast-check's own generation) is shrunk in the same way.

import fc from "fast-check";
import { adaptBatch } from "../contract/adapt.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Property } from "../contract/property.ts";
import { resolveContract } from "../contract/resolve.ts";
import { type Trial, tryProperty } from "../contract/trial.ts";
import type { Violated } from "../contract/verdict.ts";
import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import { batchArbitrary } from "../rows/batch-arbitrary.ts";
import type { RowFamily } from "../rows/family.ts";

export interface MinimiseOptions {
  readonly implementation: LayerNormImplementation;
  readonly property: Property;
  /** A batch on which the property is violated. */
  readonly batch: Batch;
  readonly storage: Format;
  /** Largest number of candidates to try: the smallest one so far is returned when they are spent. */
  readonly callsMax: number;
  /** Whether a violated candidate is still about the same thing; absent: every one with the same symptom is. */
  readonly isSame?: (trial: Trial, verdict: Violated) => boolean;
  /** Whether it has taken too long: the smallest one so far is returned. */
  readonly expired?: (() => boolean) | undefined;
}

export interface Minimised {
  readonly batch: Batch;
  /** The calls on that batch, and the verdict on them. */
  readonly trial: Trial;
  readonly verdict: Violated;
  /** How many times a simpler batch took the place of the last. */
  readonly shrinks: number;
  /** How many batches were tried. */
  readonly calls: number;
}

/**
 * A violation this many times beyond its tolerance needs no second look. A candidate must be violated by as much (or by as much as the
 * start, where that was less), or else shrinking ends on the border, at a row that is wrong by a hair.
 */
const clearMargin = 2;

/**
 * Shrinks a violation. Returns undefined when the property is not violated on the batch in the first place: the implementation does
 * not give the same answer twice, or someone changed it.
 */
export async function minimise({ implementation, property, batch, storage, callsMax, isSame, expired }: MinimiseOptions): Promise<Minimised | undefined> {
  const contract = resolveContract(implementation);
  let best: Omit<Minimised, "shrinks" | "calls"> | undefined;
  let calls = 0;
  let shrinks = -1;
  const judge = async (candidate: Batch): Promise<boolean> => {
    if (calls >= callsMax || expired?.()) return true;
    calls++;
    const adapted = implementation.fixed ? adaptBatch(candidate, implementation.fixed, storage) : candidate;
    const trial = await tryProperty(implementation, contract, property, adapted);
    const { verdict } = trial;
    if (verdict.kind !== "violated" || (best !== undefined && !sameSymptom(best.verdict, verdict)) || isSame?.(trial, verdict) === false) return true;
    best = { batch: adapted, trial, verdict };
    shrinks++;
    return false;
  };
  const family: RowFamily = { id: "minimise", description: "the failing batch", generate: () => batch };
  const arbitrary = batchArbitrary(family, { storage, accumulator: contract.accumulator, elementsMax: batch.x.length });
  await fc.check(fc.asyncProperty(arbitrary, judge), { examples: [[batch]], numRuns: 1, seed: 0 });
  return best && { ...best, shrinks, calls };
}

/** The same kind of wrong: a number stays a number and NaN stays non-finite, in the batch itself or in the same derived input. */
function sameSymptom(a: Violated, b: Violated): boolean {
  return Number.isFinite(a.observed) === Number.isFinite(b.observed) && a.derived === b.derived && b.margin >= Math.min(a.margin, clearMargin);
}
