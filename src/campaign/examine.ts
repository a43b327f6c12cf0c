// From sightings to counterexamples: every violated property is shrunk once, explained, and set beside the worst row that was seen.

import type { Contract } from "../bounds/contract.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Property } from "../contract/property.ts";
import { tryProperty } from "../contract/trial.ts";
import { contractSummary, type Counterexample, type Example } from "../findings/counterexample.ts";
import { explainedExample } from "../findings/explained.ts";
import { minimise } from "../findings/minimise.ts";
import type { Settings } from "./settings.ts";
import type { Sighting } from "./tally.ts";
import { provenance } from "./provenance.ts";

export interface Examined {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly property: Property;
  readonly simplest: Sighting;
  readonly worst?: Sighting | undefined;
  readonly settings: Settings;
  readonly expired?: (() => boolean) | undefined;
}

/**
 * Shrinks and explains. Returns undefined only when the violation does not come back on the very batch that showed it (which the
 * property `deterministic` reports).
 */
export async function examine({ implementation, contract, property, simplest, worst, settings, expired }: Examined): Promise<Counterexample | undefined> {
  const { storage } = contract;
  const minimised = await minimise({ implementation, property, batch: simplest.batch, storage, callsMax: settings.shrinkCalls, expired });
  if (minimised === undefined) return undefined;
  const { trial, verdict, shrinks } = minimised;
  return {
    implementation: implementation.id,
    contract: contractSummary(contract),
    property: property.id,
    statement: property.statement,
    status: "open",
    minimal: await explainedExample({ implementation: settings.stages === false ? undefined : implementation, property: property.id, trial, verdict }),
    worst: worst && (await worstExample({ implementation, contract, property, settings, worst })),
    found: provenance({ seed: settings.seed, family: simplest.family, rowsTried: simplest.rowsTried, shrinks }, implementation.version),
  };
}

async function worstExample({ implementation, contract, property, settings, worst }: Pick<Examined, "implementation" | "contract" | "property" | "settings"> & { worst: Sighting }): Promise<Example | undefined> {
  const trial = await tryProperty(implementation, contract, property, worst.batch);
  return trial.verdict.kind === "violated" ? explainedExample({ implementation: settings.stages === false ? undefined : implementation, property: property.id, trial, verdict: trial.verdict }) : undefined;
}
