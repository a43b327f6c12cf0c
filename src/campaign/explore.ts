// The search itself: fast-check draws batches from the row families, the implementation answers, every property judges. Nothing stops
// at the first violation: a run wants the whole picture, and shrinks afterwards.

import fc from "fast-check";
import type { Contract } from "../bounds/contract.ts";
import { gradeBeyond } from "../contract/beyond.ts";
import type { Call } from "../contract/call.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { adaptBatch } from "../contract/adapt.ts";
import { invoke } from "../contract/invoke.ts";
import type { Property } from "../contract/property.ts";
import { tryProperty, type Trial } from "../contract/trial.ts";
import { auditAnswer } from "../oracle/audit.ts";
import type { Batch } from "../oracle/row.ts";
import { batchArbitrary } from "../rows/batch-arbitrary.ts";
import type { RowFamily } from "../rows/family.ts";
import { randomFrom } from "../rows/random.ts";
import { deriveSeed } from "./derive-seed.ts";
import { Coverage } from "./search/coverage.ts";
import { Scores } from "./search/scores.ts";
import { type Arm, Search } from "./search/search.ts";
import { targeted } from "./search/targeted.ts";
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

/** Batches per fast-check run, all of one family; few, so that every family has its turn soon. Between two runs the clock is read. */
const chunk = 4;
const progressInterval = 0.1;

/** One batch in so many has its exact answer computed a second way; of a long row that would take milliseconds. */
const auditInterval = 100;
const auditElementsMax = 512;

function audit(call: Call): void {
  const { batch } = call;
  if (batch.x.length > auditElementsMax) return;
  for (let r = 0; r < batch.rows; r++) {
    const { row, exact } = call.row(r);
    const complaint = exact && auditAnswer(row, exact);
    if (complaint !== undefined) throw new Error(`the oracle disagrees with itself: ${complaint}`);
  }
}

/** Properties that make further calls are judged in turn, so many of those that apply per batch. */
const derivedPerBatch = 2;

/** A climb wants many small steps: rows that are longer are left to the families. */
const climbedElementsMax = 520;

/** Runs until the number of batches, the time or `onProgress` ends it. */
export async function explore(exploration: Exploration): Promise<Tally> {
  const { settings, families, onProgress } = exploration;
  const judge = new Judge(exploration);
  const target = targetOf(exploration, judge);
  const begun = performance.now();
  let reported = 0;
  let reportedFinds = 0;
  for (let round = 0; judge.tally.batches < settings.runs; round++) {
    const family = families[round % families.length]!;
    const numRuns = Math.min(chunk, settings.runs - judge.tally.batches);
    await sweep(judge, family, { exploration, target, numRuns, seed: deriveSeed(settings.seed, family.id, round) });
    const passed = (performance.now() - begun) / 1000;
    // A find is reported at once: the next call may be one that never returns.
    const found = finds(judge.tally);
    if (passed - reported >= progressInterval || found > reportedFinds) {
      reported = passed;
      reportedFinds = found;
      if (onProgress?.(judge.tally, passed) === false) break;
      // A kernel that answers at once never gives the event loop a turn; messages and signals need one.
      await new Promise(setImmediate);
    }
    if (passed >= settings.seconds) break;
  }
  return judge.tally;
}

/** What all sweeps of a run share. */
interface Target {
  readonly plugin: fc.Plugin<[Batch]>;
  /** Where batches are from that the search chose. */
  readonly origins: WeakMap<Batch, Arm>;
  /** The family of the sweep under way. */
  family: string;
}

function targetOf({ contract, families, settings }: Exploration, { search, scores }: Judge): Target {
  const origins = new WeakMap<Batch, Arm>();
  const { storage, accumulator } = contract;
  const generate = { storage, accumulator, elementsMax: Math.min(settings.elementsMax, climbedElementsMax) };
  const plugin = targeted({
    search,
    coverage: new Coverage(generate),
    families,
    generate,
    random: randomFrom(deriveSeed(settings.seed, "targeted")),
    share: settings.targetedShare,
    origins,
    drawnFrom: () => target.family,
    scores: () => scores.take(),
  });
  const target: Target = { plugin, origins, family: "" };
  return target;
}

interface Sweep {
  readonly exploration: Exploration;
  readonly target: Target;
  readonly numRuns: number;
  readonly seed: number;
}

async function sweep(judge: Judge, family: RowFamily, { exploration, target, numRuns, seed }: Sweep): Promise<void> {
  const { contract, settings, implementation } = exploration;
  const arbitrary = batchArbitrary(family, { storage: contract.storage, accumulator: contract.accumulator, elementsMax: settings.elementsMax });
  const { fixed } = implementation;
  target.family = family.id;
  const property = fc.asyncProperty(arbitrary, async (drawn) => {
    const batch = fixed === undefined ? drawn : adaptBatch(drawn, fixed, contract.storage);
    await judge.batch(batch, nameOf(target.origins.get(drawn) ?? { kind: "family", id: family.id }));
  });
  const details = await fc.check(property, { seed, numRuns, endOnFailure: true, plugins: [target.plugin] });
  // Violations are recorded, never thrown: what arrives here is a defect of a family or a property.
  if (details.failed) throw new Error(`family ${family.id}, seed ${seed}: ${String(details.errorInstance ?? details.counterexample)}`, { cause: details.errorInstance });
}

/** Where a batch is from, for people. */
function nameOf({ kind, id }: Arm): string {
  return kind === "climb" ? `targeted search (${id})` : id;
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

  /** Judges one batch; a promise only where the implementation answers with one. */
  batch(batch: Batch, family: string): void | Promise<void> {
    const { implementation, contract } = this.#exploration;
    const call = invoke(implementation, contract, batch);
    return call instanceof Promise ? call.then((answered) => this.#call(answered, family)) : this.#call(call, family);
  }

  #call(call: Call, family: string): void | Promise<void> {
    const { tally } = this;
    const { implementation, contract } = this.#exploration;
    const { batch } = call;
    tally.batches++;
    tally.rows += batch.rows;
    tally.calls++;
    const sighting = (margin: number): Sighting => ({ batch, family, rowsTried: tally.rows, margin });
    const record = (property: Property, { verdict, derived }: Trial) => {
      tally.calls += derived.length;
      const own = tally.properties.get(property.id)!;
      if (verdict.kind === "holds") {
        recordHolds(own, verdict.margin);
        if (own.violations === 0) this.scores.add(property.id, verdict.margin, call);
      } else if (verdict.kind === "violated") {
        if (own.violations === 0) this.search.forget(property.id);
        recordViolation(own, verdict, sighting(verdict.margin));
      }
    };
    for (const property of this.#alone) record(property, tryProperty(implementation, contract, property, batch, call) as Trial);
    if (tally.batches % auditInterval === 0) audit(call);
    if (call.failure !== undefined) return;
    this.#beyond(call, sighting);

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

  #beyond(call: Call, sighting: (margin: number) => Sighting): void {
    for (let r = 0; r < call.batch.rows; r++) {
      const row = call.row(r);
      if (row.bound === undefined || (row.bound.finite && row.bound.informative)) continue;
      const beyond = gradeBeyond(row);
      if (beyond !== undefined) recordBeyond(this.tally, beyond, sighting(Number.POSITIVE_INFINITY));
    }
  }
}
