// A whole hunt over one implementation, in this thread: the search, then the worst row of all made as simple as it can be without losing much.

import type { Contract } from "../../bounds/contract.ts";
import { oneRow } from "../../rows/reshape.ts";
import type { Call } from "../../contract/call.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { isJudged, show } from "../../contract/judge.ts";
import type { Property } from "../../contract/property.ts";
import { resolveContract } from "../../contract/resolve.ts";
import { tryProperty } from "../../contract/trial.ts";
import { holdsExactly, type Violated } from "../../contract/verdict.ts";
import { contractSummary, type ContractSummary, type Example, exampleOf } from "../../findings/counterexample.ts";
import { explain } from "../../findings/explain.ts";
import { minimise } from "../../findings/minimise.ts";
import type { RowFamily } from "../../rows/family.ts";
import { type Bins, binned } from "./bins.ts";
import { hunt, type HuntProgress, type Trophy } from "./hunt.ts";
import { type Objective, type ObjectiveId, objectives } from "./objective.ts";

export interface HuntSettings {
  readonly objective: ObjectiveId;
  readonly seed: string;
  readonly seconds: number;
  /** Batches after which it ends, whatever the time. */
  readonly batchesMax: number;
  readonly elementsMax: number;
  readonly shrinkCalls: number;
}

export interface HuntResult {
  readonly implementation: string;
  readonly contract: ContractSummary;
  readonly objective: ObjectiveId;
  readonly seed: string;
  readonly rows: number;
  readonly seconds: number;
  readonly bins: Bins;
  /** The worst value of all; undefined when no row could be measured. */
  readonly worst: number | undefined;
  /** The simplest row found that is at least 95 % as bad, and by how much. */
  readonly simplest: { readonly value: number; readonly example: Example; readonly origin: string } | undefined;
}

/** A simpler row may be so much less bad. */
const keptShare = 0.95;

export async function huntImplementation(
  implementation: LayerNormImplementation,
  families: readonly RowFamily[],
  settings: HuntSettings,
  onProgress?: (progress: HuntProgress) => boolean,
): Promise<HuntResult> {
  const contract = resolveContract(implementation);
  const objective = objectives[settings.objective];
  const { rows, seconds, trophies } = await hunt({ ...settings, implementation, contract, families, objective, ...(onProgress && { onProgress }) });
  const best = trophies.reduce<Trophy | undefined>((worst, trophy) => (worst === undefined || trophy.value > worst.value ? trophy : worst), undefined);
  return {
    implementation: implementation.id,
    contract: contractSummary(contract),
    objective: settings.objective,
    seed: settings.seed,
    rows,
    seconds,
    bins: binned(trophies, contract.storage),
    worst: best?.value,
    simplest: best && (await simplify(best, { implementation, contract, objective, settings })),
  };
}

interface Simplification {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly objective: Objective;
  readonly settings: HuntSettings;
}

async function simplify(trophy: Trophy, { implementation, contract, objective, settings }: Simplification): Promise<HuntResult["simplest"]> {
  const { storage } = contract;
  const property = atLeast(trophy.value * keptShare, objective);
  const alone = oneRow(trophy.batch, trophy.row);
  // What is as bad by itself need not be shown among other rows.
  const { verdict } = await tryProperty(implementation, contract, property, alone);
  const batch = verdict.kind === "violated" ? alone : trophy.batch;
  const minimised = await minimise({ implementation, property, batch, storage, callsMax: settings.shrinkCalls });
  if (minimised === undefined) return undefined;
  const { trial, verdict: found } = minimised;
  const analysed = trial.call.row(found.row);
  const error = Math.abs(found.observed - analysed.exact!.y[found.column]!);
  const margin = isJudged(analysed) ? (error === error ? error / analysed.bound.errors[found.column]! : Infinity) : Infinity;
  const example = { ...exampleOf(trial, found), margin };
  const wrong = margin > 1;
  return { value: objective.measure(analysed)!.value, example: wrong ? { ...example, explanation: explain(trial, found) } : example, origin: trophy.origin };
}

/** "Never as bad as this": shrinking works on properties. */
function atLeast(value: number, objective: Objective): Property {
  return {
    id: `hunt-${objective.id}`,
    statement: `${objective.description} stays below ${value}`,
    why: "The worst row is shown as simply as it can be.",
    applies: () => true,
    check: (call) => worstOf(call, value, objective) ?? holdsExactly,
  };
}

function worstOf(call: Call, value: number, objective: Objective): Violated | undefined {
  for (let row = 0; row < call.batch.rows; row++) {
    const analysed = call.row(row);
    const worst = objective.measure(analysed);
    if (worst === undefined || !(worst.value > 0) || worst.value < value) continue;
    const { storage } = call.contract;
    const { column } = worst;
    const observed = analysed.y[column]!;
    const exact = analysed.exact!.y[column]!;
    const tolerance = isJudged(analysed) ? analysed.bound.explain(column) : { value: Infinity, terms: [], source: "beyond the contract: nothing is promised" };
    const amount = worst.value.toPrecision(3);
    const how = worst.value === Infinity ? "beyond any measure" : objective.id === "margin" ? `${amount} of what the contract allows` : `${amount} ulps of the output's scale`;
    const message = `y[${column}] is ${show(observed, storage)}, exact is ${Number(exact.toPrecision(8))}: ${how}`;
    return { kind: "violated", margin: Infinity, row, column, observed, tolerance, message };
  }
  return undefined;
}
