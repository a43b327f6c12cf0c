// The search itself: fast-check draws batches from the row families, the implementation answers, every property judges. Nothing stops
// at the first violation: a run wants the whole picture, and shrinks afterwards.

import type { Contract } from "../bounds/contract.ts";
import { gradeBeyond } from "../contract/beyond.ts";
import type { Call } from "../contract/call.ts";
import { isLoss } from "../contract/call-lost.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { invoke } from "../contract/invoke.ts";
import { invokeBackward } from "../contract/invoke-backward.ts";
import { isolationOf } from "../contract/isolation.ts";
import type { Property } from "../contract/property.ts";
import { tryProperty, type Trial } from "../contract/trial.ts";
import type { Batch } from "../oracle/row.ts";
import type { RowFamily } from "../rows/family.ts";
import { oneRow } from "../rows/reshape.ts";
import { auditCall } from "./audit-call.ts";
import { Scores } from "./search/scores.ts";
import { Search } from "./search/search.ts";
import { climbedElementsMax, Sweeps } from "./search/sweeps.ts";
import { lossBudget } from "./loss-budget.ts";
import type { Settings } from "./settings.ts";
import { emptyTally, finds, recordBeyond, recordHolds, recordViolation, type Sighting, type Tally } from "./tally.ts";

export interface Exploration {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly properties: readonly Property[];
  readonly families: readonly RowFamily[];
  readonly settings: Settings;
  /** Called about ten times a second; answering false ends the run. */
  readonly onProgress?: (tally: Tally, secondsPassed: number) => boolean;
}

const progressInterval = 0.1;

/** One batch in so many has its exact answer computed a second way. */
const auditInterval = 100;

/** Properties that make further calls are judged in turn, so many of those that apply per batch. */
const derivedPerBatch = 2;

/** Runs until the number of batches, the time or `onProgress` ends it. */
export async function explore(exploration: Exploration): Promise<Tally> {
  const { settings, onProgress } = exploration;
  const judge = new Judge(exploration);
  const { seed, runs, elementsMax, targetedShare } = settings;
  const sweeps = new Sweeps({ ...exploration, seed, runs, elementsMax, targetedShare, search: judge.search, scores: () => judge.scores.take() });
  const begun = performance.now();
  const isolation = isolationOf(exploration.implementation);
  const losses = lossBudget(isolation, settings);
  let reported = 0;
  let reportedFinds = 0;
  while (judge.tally.batches < settings.runs) {
    await sweeps.next(settings.runs - judge.tally.batches, (batch, origin, drawn) => judge.batch(batch, origin, drawn));
    const passed = (performance.now() - begun) / 1000 - losses.secondsForgiven();
    // A find is reported at once: the next call may be one that never returns.
    const found = finds(judge.tally);
    if (passed - reported >= progressInterval || found > reportedFinds) {
      reported = passed;
      reportedFinds = found;
      if (onProgress?.(judge.tally, passed) === false) break;
      // A kernel that answers at once never gives the event loop a turn; messages and signals need one.
      await new Promise(setImmediate);
    }
    if (passed >= settings.seconds || losses.spent()) break;
    if (isolation !== undefined && losses.hung()) isolation.impatient = true;
  }
  if (isolation !== undefined) isolation.impatient = false;
  return judge.tally;
}

class Judge {
  readonly tally: Tally;
  readonly scores = new Scores(climbedElementsMax);
  readonly search: Search;
  readonly #exploration: Exploration;
  readonly #alone: readonly Property[];
  readonly #derived: readonly Property[];
  #turn = 0;

  constructor(exploration: Exploration) {
    this.#exploration = exploration;
    this.#alone = exploration.properties.filter((property) => property.derive === undefined);
    this.#derived = exploration.properties.filter((property) => property.derive !== undefined);
    this.search = new Search(exploration.families.map(({ id }) => id));
    this.tally = emptyTally(exploration.properties.map(({ id }) => id));
  }

  /** Judges one batch, made of so many that were drawn; a promise only where the implementation answers with one. */
  batch(batch: Batch, family: string, drawn: number): void | Promise<void> {
    const { implementation, contract } = this.#exploration;
    const call = batch.dy === undefined ? invoke(implementation, contract, batch) : invokeBackward(implementation, contract, batch);
    return call instanceof Promise ? call.then((answered) => this.#call(answered, family, drawn)) : this.#call(call, family, drawn);
  }

  #call(call: Call, family: string, drawn: number): void | Promise<void> {
    const { tally } = this;
    const { implementation, contract } = this.#exploration;
    const { batch } = call;
    const audited = Math.floor(tally.batches / auditInterval);
    tally.batches += drawn;
    tally.rows += batch.rows;
    tally.calls++;
    const sighting = (margin: number): Sighting => ({ batch, family, rowsTried: tally.rows, margin });
    const record = (property: Property, { verdict, derived }: Trial) => {
      tally.calls += derived.length;
      for (const one of derived) if (one.failure !== undefined && isLoss(one.failure.kind)) this.#lost(one, sighting(Number.POSITIVE_INFINITY));
      const own = tally.properties.get(property.id)!;
      if (verdict.kind === "holds") {
        recordHolds(own, verdict.margin);
        if (own.violations === 0) this.scores.add(property.id, verdict.margin, call, drawn > 1 ? (verdict.row ?? 0) : undefined);
      } else if (verdict.kind === "violated") {
        if (own.violations === 0) this.search.forget(property.id);
        recordViolation(own, verdict, sighting(verdict.margin));
      }
    };
    for (const property of this.#alone) record(property, tryProperty(implementation, contract, property, batch, call) as Trial);
    if (Math.floor(tally.batches / auditInterval) > audited) auditCall(call);
    if (call.failure !== undefined) return;
    // Of rows that were put together to save calls, one alone is what a sighting is about.
    if (call.gradients === undefined) this.#beyond(call, (r) => (drawn > 1 ? { ...sighting(Number.POSITIVE_INFINITY), batch: oneRow(batch, r) } : sighting(Number.POSITIVE_INFINITY)));

    let pending: Promise<void> | undefined;
    let judged = 0;
    for (let tried = 0; tried < this.#derived.length && judged < derivedPerBatch; tried++) {
      const property = this.#derived[this.#turn++ % this.#derived.length]!;
      if (!property.applies(batch, contract)) continue;
      judged++;
      const trial = tryProperty(implementation, contract, property, batch, call);
      if (trial instanceof Promise) {
        const recorded = trial.then((finished) => record(property, finished));
        pending = pending === undefined ? recorded : Promise.all([pending, recorded]).then(() => undefined);
      } else record(property, trial);
    }
    return pending;
  }

  /** A call that a property asked for lost the program: its input is as valid as any, and `answers` judges it as it judges a batch. */
  #lost(call: Call, sighting: Sighting): void {
    const pass = call.batch.dy === undefined ? undefined : "backward";
    const answers = this.#exploration.properties.find((property) => property.judgesFailures === true && property.pass === pass);
    const verdict = answers?.check(call, []);
    if (answers !== undefined && verdict?.kind === "violated") recordViolation(this.tally.properties.get(answers.id)!, verdict, { ...sighting, margin: verdict.margin, batch: call.batch });
  }

  #beyond(call: Call, sighting: (row: number) => Sighting): void {
    for (let r = 0; r < call.batch.rows; r++) {
      const row = call.row(r);
      if (row.bound === undefined || (row.bound.finite && row.bound.informative)) continue;
      const beyond = gradeBeyond(row);
      if (beyond !== undefined) recordBeyond(this.tally, beyond, sighting(r));
    }
  }
}
