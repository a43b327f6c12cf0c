// How many rows a run tries before it has a violation: the measure of a search.

import { allFamilies, allProperties } from "../src/campaign/catalogue.ts";
import { explore } from "../src/campaign/explore.ts";
import { profiles } from "../src/campaign/settings.ts";
import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { resolveContract } from "../src/contract/resolve.ts";

export interface FirstKill {
  /** Rows tried up to and including the first that violates something; undefined when the run ended without. */
  readonly rows: number | undefined;
  /** The property that was violated first. */
  readonly property: string | undefined;
  readonly milliseconds: number;
}

export interface FirstKillOptions {
  readonly seed: string;
  /** Share of the batches that the targeted search chooses; 0 for random generation alone. */
  readonly targetedShare: number;
  readonly batchesMax: number;
}

const [properties, families] = await Promise.all([allProperties(), allFamilies()]);

export async function firstKill(implementation: LayerNormImplementation, { seed, targetedShare, batchesMax }: FirstKillOptions): Promise<FirstKill> {
  const begun = performance.now();
  const settings = { ...profiles.pr, seed, targetedShare, runs: batchesMax, seconds: Infinity };
  const tally = await explore({
    implementation,
    contract: resolveContract(implementation),
    properties,
    families,
    settings,
    onProgress: ({ properties: tallies }) => ![...tallies.values()].some(({ violations }) => violations > 0),
  });
  const killed = [...tally.properties].flatMap(([property, { first }]) => (first === undefined ? [] : [{ property, rows: first }]));
  const first = killed.sort((a, b) => a.rows - b.rows)[0];
  return { rows: first?.rows, property: first?.property, milliseconds: performance.now() - begun };
}
