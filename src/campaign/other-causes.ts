// One property, several mistakes: the sightings of different kinds are explained as they are, and one for each further cause is shrunk.
// What it takes is bounded by numbers of calls and elements, never by the clock, so that the same seed gives the same result.

import type { Contract } from "../bounds/contract.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Property } from "../contract/property.ts";
import { type Trial, tryProperty } from "../contract/trial.ts";
import type { Violated } from "../contract/verdict.ts";
import { causeOf } from "../findings/cause-of.ts";
import { unknownCause } from "../findings/causes.ts";
import { contractSummary, type Counterexample } from "../findings/counterexample.ts";
import { diagnose } from "../findings/explain.ts";
import { explainedExample } from "../findings/explained.ts";
import { findGradientCause } from "../findings/gradient/explain-gradient.ts";
import { minimise } from "../findings/minimise.ts";
import { provenance } from "./provenance.ts";
import type { Diverse } from "./diverse.ts";
import type { OtherCause, PropertyResult } from "./result.ts";
import type { Settings } from "./settings.ts";
import type { Sighting } from "./tally.ts";

/** Counterexamples per property besides the first, calls that shrinking one may take, and elements that are explained for a property. */
const [othersMax, shrinkCalls, elementsMax] = [2, 300, 4096];

export interface OtherCauses {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly property: Property;
  readonly first: Counterexample;
  readonly diverse: Diverse | undefined;
  readonly settings: Settings;
}

interface Named {
  readonly id: string;
  /** The model that gives exactly these outputs; undefined where none does. */
  readonly model: string | undefined;
}

interface Group {
  readonly named: Named;
  readonly sighting: Sighting;
  count: number;
}

/** How often the cause of the first counterexample was met among the sightings, and counterexamples of the others. */
export async function otherCauses(options: OtherCauses): Promise<Pick<PropertyResult, "causeCount" | "looked" | "others">> {
  const { first, diverse, property } = options;
  const own = first.minimal.cause?.id;
  const name = namerOf(property.id, first);
  const groups = new Map<string, Group>();
  // The first one itself was looked at.
  let [causeCount, looked, elements] = [1, 1, 0];
  for (const sighting of [...(diverse?.values() ?? [])].sort((a, b) => a.batch.x.length - b.batch.x.length)) {
    elements += sighting.batch.x.length;
    if (elements > elementsMax) break;
    const trial = await tryProperty(options.implementation, options.contract, property, sighting.batch);
    if (trial.verdict.kind !== "violated") continue;
    looked++;
    const named = name(trial, trial.verdict);
    if (named.id === own) causeCount++;
    const group = groups.get(named.id);
    if (group) group.count++;
    else groups.set(named.id, { named, sighting, count: 1 });
  }
  const further = [...groups.values()].filter(({ named: { id, model } }) => id !== own && model !== undefined).sort((a, b) => b.count - a.count);
  const others: OtherCause[] = [];
  for (const group of further.slice(0, othersMax)) {
    const counterexample = await shrunk(group, options);
    if (counterexample !== undefined) others.push({ counterexample, causeCount: group.count });
  }
  return { causeCount, looked, ...(others.length === 0 ? {} : { others }) };
}

/** Names causes, by the model of the first counterexample wherever that fits as well; by that and `only` where it is given. */
function namerOf(property: string, { minimal: { explanation } }: Counterexample, only?: string): (trial: Trial, verdict: Violated) => Named {
  const preferred = explanation?.certainty === "exact" ? explanation.hypothesis : undefined;
  const among = only === undefined ? undefined : new Set([only, ...(preferred === undefined ? [] : [preferred])]);
  return (trial, verdict) => {
    if (trial.call.batch.dy !== undefined) {
      const found = findGradientCause({ property, trial, verdict }, { preferred, among });
      return { id: found.cause.id, model: found.explanation?.certainty === "exact" && found.cause.id !== unknownCause.id ? found.explanation.hypothesis : undefined };
    }
    const diagnosis = diagnose(trial, verdict, { preferred, among });
    const exactly = diagnosis?.explanation.certainty === "exact";
    return { id: causeOf(property, trial, verdict, diagnosis).id, model: exactly ? diagnosis.explanation.hypothesis : undefined };
  };
}

async function shrunk({ named, sighting }: Group, { implementation, contract, property, first, settings }: OtherCauses): Promise<Counterexample | undefined> {
  // A hundred candidates are asked about: whether this model, and not that of the first, still fits.
  const name = namerOf(property.id, first, named.model);
  const isSame = (trial: Trial, verdict: Violated) => name(trial, verdict).id === named.id;
  const callsMax = Math.min(shrinkCalls, settings.shrinkCalls);
  const minimised = await minimise({ implementation, property, batch: sighting.batch, storage: contract.storage, callsMax, isSame });
  if (minimised === undefined) return undefined;
  const { trial, verdict, shrinks } = minimised;
  const minimal = await explainedExample({ implementation: settings.stages === false ? undefined : implementation, property: property.id, trial, verdict });
  // The implementation's own stages may refute the model: then there is no such cause.
  if (minimal.cause?.id !== named.id) return undefined;
  return {
    implementation: implementation.id,
    contract: contractSummary(contract),
    property: property.id,
    statement: property.statement,
    status: "open",
    minimal,
    found: provenance({ seed: settings.seed, family: sighting.family, rowsTried: sighting.rowsTried, shrinks }, implementation.version),
  };
}
