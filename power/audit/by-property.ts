// What every property sees of the injected errors, each on rows that it judges: which are sharp, which compare bit for bit, and which look at something else.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Property } from "../../src/contract/property.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { type Injection, injections, rememberingSolver } from "./injected.ts";
import { normalRows, ofKind, type SampleOptions, sampleKinds } from "./samples.ts";
import { judges, type Threshold, thresholdOf } from "./threshold.ts";

/** One property at one n and κ. */
export interface Sight {
  readonly n: number;
  readonly conditionNumber: number;
  /** Which sample it was measured on; undefined where none is for it, or nothing is promised about one. */
  readonly kind: string | undefined;
  readonly thresholds: Readonly<Record<Injection, Threshold>> | undefined;
}

export interface PropertySights {
  readonly property: string;
  /** It compares calls with each other. */
  readonly relation: boolean;
  readonly sights: readonly Sight[];
}

export interface SightOptions {
  readonly format: StorageFormatId;
  readonly properties: readonly Property[];
  readonly rows: number;
  readonly seed: string;
  readonly places: readonly { readonly n: number; readonly conditionNumber: number }[];
}

/** Under the default contract of the format. */
export function sightsOf({ format, properties, rows, seed, places }: SightOptions): readonly PropertySights[] {
  const samples = places.map(({ n, conditionNumber }) => ({ n, conditionNumber, batches: normalRows({ format, n, conditionNumber, rows, seed }) }));
  return properties.map((property) => ({
    property: property.id,
    relation: property.derive !== undefined,
    sights: samples.map(({ batches, ...place }) => ({ ...place, ...sightOn(property, batches, { format, seed }) })),
  }));
}

function sightOn(property: Property, normal: readonly Batch[] | undefined, { format, seed }: Pick<SampleOptions, "format" | "seed">): Pick<Sight, "kind" | "thresholds"> {
  const contract = resolveContract({ format });
  const nothing = { kind: undefined, thresholds: undefined };
  if (normal === undefined) return nothing;
  for (const kind of sampleKinds) {
    const batches = ofKind(kind, normal, { format, seed });
    if (!judges({ format, contract, property }, batches)) continue;
    const solvers = batches.map(() => rememberingSolver());
    const entries = injections.map((injection) => [injection, thresholdOf({ format, contract, property, injection }, batches, solvers)] as const);
    return { kind, thresholds: Object.fromEntries(entries) as Record<Injection, Threshold> };
  }
  return nothing;
}
