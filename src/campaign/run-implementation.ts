// A whole run over one implementation, in this thread: regressions first, then the search, then shrinking.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import { isolationOf } from "../contract/isolation.ts";
import type { Property } from "../contract/property.ts";
import { resolveContract } from "../contract/resolve.ts";
import { contractSummary } from "../findings/counterexample.ts";
import type { RowFamily } from "../rows/family.ts";
import { beyondProperty } from "./beyond-property.ts";
import { examine } from "./examine.ts";
import { examineLoss, lossNote } from "./examine-loss.ts";
import { exploreBoth } from "./explore-both.ts";
import { lossBudget, lossesExpire } from "./loss-budget.ts";
import { otherCauses } from "./other-causes.ts";
import { checkProofs } from "./prove/check-proofs.ts";
import { replayRegressions, type Regressions } from "./regressions.ts";
import type { BeyondResult, ImplementationResult, PropertyResult } from "./result.ts";
import { sensitivityTable } from "./sensitivity-table.ts";
import type { Settings } from "./settings.ts";
import { emptyPropertyTally, type Tally } from "./tally.ts";

export interface Run {
  readonly implementation: LayerNormImplementation;
  readonly properties: readonly Property[];
  readonly families: readonly RowFamily[];
  readonly settings: Settings;
  /** What an earlier, lost run had seen: it is shrunk and reported, and nothing new is tried. */
  readonly seen?: Tally | undefined;
  /** Called about ten times a second; answering false ends the search. */
  readonly onProgress?: (tally: Tally, secondsPassed: number) => boolean;
}

const nothingReplayed: Regressions = { replayed: 0, failures: [], known: new Map() };

export async function runImplementation(run: Run): Promise<ImplementationResult> {
  const { implementation, settings } = run;
  const properties = run.properties.filter(({ pass }) => pass === undefined || implementation.backward !== undefined);
  const begun = performance.now();
  const contract = resolveContract(implementation);
  const regressions = run.seen || settings.regressions === undefined ? nothingReplayed : await replayRegressions(settings.regressions, implementation, properties);
  const isolation = isolationOf(implementation);
  const budget = lossBudget(isolation, settings);
  const lossesBefore = isolation?.losses ?? 0;
  const tally = run.seen ?? (await exploreBoth({ ...run, properties }, contract));
  const losses = { losses: (isolation?.losses ?? 0) - lossesBefore, spent: budget.spent() };

  const propertyResults: PropertyResult[] = [];
  for (const property of properties) propertyResults.push(await propertyResult(property, tally, regressions, run));
  const beyond: BeyondResult[] = [];
  for (const { grade, symptom, count, simplest } of tally.beyond.values()) {
    const counterexample = await examine({ implementation, contract, property: beyondProperty(symptom), simplest, settings, expired: isolation && lossesExpire(isolation, settings) });
    if (counterexample !== undefined) beyond.push({ grade, symptom, count, counterexample });
  }
  const interrupted = tally.batches < Math.min(settings.runsMin, settings.runs);
  const failed =
    regressions.failures.length > 0 ||
    propertyResults.some(({ status }) => status === "fail" || status === "known") ||
    (settings.strict && beyond.some(({ grade }) => grade === "impossible"));
  const answers = new Set(properties.filter(({ judgesFailures }) => judgesFailures).map(({ id }) => id));
  const explained = propertyResults.some(({ property, counterexample, fixture }) => answers.has(property) && (counterexample ?? fixture) !== undefined);
  const note = isolation && lossNote(isolation, { ...losses, explained });
  return {
    implementation: implementation.id,
    description: implementation.description ?? "",
    version: implementation.version,
    contract: contractSummary(contract),
    verdict: failed ? "fail" : interrupted || (note !== undefined && !explained) ? "error" : "pass",
    error: interrupted && !failed ? `only ${tally.batches} of at least ${settings.runsMin} batches could be tried in the time; give it more --seconds` : note,
    interrupted,
    batches: tally.batches,
    rows: tally.rows,
    calls: tally.calls,
    seconds: (performance.now() - begun) / 1000,
    properties: propertyResults,
    beyond: beyond.sort((a, b) => Number(b.grade === "impossible") - Number(a.grade === "impossible")),
    proofs: settings.proofs === undefined || run.seen ? undefined : await checkProofs(settings.proofs, implementation),
    sensitivity: sensitivityTable(contract, implementation.fixed?.cols),
    regressions: { replayed: regressions.replayed, failures: regressions.failures },
  };
}

async function propertyResult(property: Property, tally: Tally, regressions: Regressions, { implementation, settings }: Run): Promise<PropertyResult> {
  const { id, statement, why } = property;
  // A run that was lost before its first report has seen nothing.
  const own = tally.properties.get(id) ?? emptyPropertyTally();
  const base = { property: id, statement, why, runs: own.runs, violations: own.violations, margin: own.margin < 0 ? undefined : own.margin };
  if (own.simplest === undefined) {
    const fixture = regressions.known.get(id);
    // An open fixture reproduces although the search met no violation: still a failure, and known.
    if (fixture !== undefined) return { ...base, status: "known", fixture };
    return { ...base, status: own.runs === 0 ? "skip" : "pass" };
  }
  const contract = resolveContract(implementation);
  const isolation = isolationOf(implementation);
  const examined = { implementation, contract, property, simplest: own.simplest, worst: own.worst, settings, expired: isolation && lossesExpire(isolation, settings) };
  // Of calls without an answer.
  const judgesLosses = isolation !== undefined && property.judgesFailures === true;
  const counterexample = await (judgesLosses ? examineLoss(examined, isolation) : examine(examined));
  // Each further cause would end a program that cannot answer again: one is enough.
  const causes = counterexample && !judgesLosses ? await otherCauses({ implementation, contract, property, first: counterexample, diverse: own.diverse, settings }) : undefined;
  // A machine that stands still, and a signal from outside, are no kernel's fault as long as it cannot be shown again.
  if (judgesLosses && counterexample === undefined && isolation.excusable && own.violations <= isolation.losses) return { ...base, status: "skip" };
  const fixture = regressions.known.get(id);
  return { ...base, status: fixture === undefined ? "fail" : "known", counterexample, ...causes, fixture };
}
