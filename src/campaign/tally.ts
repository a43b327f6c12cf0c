// What a run has seen of one implementation so far: per property how often it was judged, the worst margin, and the batches worth
// keeping (the simplest that violates it, and the worst). Everything in here can be cloned to another thread.

import type { Beyond } from "../contract/beyond.ts";
import type { Violated } from "../contract/verdict.ts";
import type { Batch } from "../oracle/row.ts";
import { description } from "../rows/complexity.ts";
import { epsilonDefault } from "../rows/epsilon.ts";
import { type Diverse, keepDiverse } from "./diverse.ts";

/** A batch with the family that made it and when. */
export interface Sighting {
  readonly batch: Batch;
  readonly family: string;
  /** Rows tried before it. */
  readonly rowsTried: number;
  readonly margin: number;
}

export interface PropertyTally {
  runs: number;
  /** Worst margin of all judgements, violations included; −1 while never judged. */
  margin: number;
  violations: number;
  /** Rows tried when it was violated for the first time. */
  first?: number;
  simplest?: Sighting;
  worst?: Sighting;
  /** Sightings of different kinds. */
  diverse?: Diverse;
}

export interface BeyondTally {
  readonly grade: Beyond["grade"];
  readonly symptom: Beyond["symptom"];
  count: number;
  simplest: Sighting;
}

export interface Tally {
  batches: number;
  rows: number;
  calls: number;
  readonly properties: Map<string, PropertyTally>;
  readonly beyond: Map<string, BeyondTally>;
}

export function emptyTally(propertyIds: readonly string[]): Tally {
  return {
    batches: 0,
    rows: 0,
    calls: 0,
    properties: new Map(propertyIds.map((id) => [id, emptyPropertyTally()])),
    beyond: new Map(),
  };
}

export function emptyPropertyTally(): PropertyTally {
  return { runs: 0, margin: -1, violations: 0 };
}

/** Properties violated and symptoms seen so far. */
export function finds({ properties, beyond }: Tally): number {
  let violated = 0;
  for (const { violations } of properties.values()) if (violations > 0) violated++;
  return violated + beyond.size;
}

/**
 * Where shrinking had best begin: at the usual ε, because a failure that needs an odd one says less and hides the others; then at the
 * fewest elements; then at the values that are shortest to write down, because a greedy shrinker stays near where it began.
 */
function simpler(a: Sighting, b: Sighting | undefined): boolean {
  if (b === undefined) return true;
  const usual = Number(b.batch.eps === epsilonDefault) - Number(a.batch.eps === epsilonDefault);
  if (usual !== 0) return usual < 0;
  const elements = a.batch.x.length - b.batch.x.length;
  return elements === 0 ? description(a.batch) < description(b.batch) : elements < 0;
}

export function recordHolds(tally: PropertyTally, margin: number): void {
  tally.runs++;
  if (margin > tally.margin) tally.margin = margin;
}

export function recordViolation(tally: PropertyTally, verdict: Violated, sighting: Sighting): void {
  tally.runs++;
  tally.violations++;
  tally.first ??= sighting.rowsTried;
  if (tally.worst === undefined || verdict.margin > tally.worst.margin) tally.worst = sighting;
  if (verdict.margin > tally.margin) tally.margin = verdict.margin;
  if (simpler(sighting, tally.simplest)) tally.simplest = sighting;
  keepDiverse((tally.diverse ??= new Map()), verdict, sighting);
}

export function recordBeyond(tally: Tally, beyond: Beyond, sighting: Sighting): void {
  const known = tally.beyond.get(beyond.symptom);
  if (known === undefined) {
    tally.beyond.set(beyond.symptom, { grade: beyond.grade, symptom: beyond.symptom, count: 1, simplest: sighting });
    return;
  }
  known.count++;
  if (simpler(sighting, known.simplest)) known.simplest = sighting;
}
