// One fault against properties: which are violated, after how many rows, and what the counterexample shrinks to.

import { examine } from "../src/campaign/examine.ts";
import { explore } from "../src/campaign/explore.ts";
import { fixedSeed, profiles } from "../src/campaign/settings.ts";
import type { Fault, FaultGroup } from "../src/contract/fault.ts";
import type { Property } from "../src/contract/property.ts";
import { resolveContract } from "../src/contract/resolve.ts";
import type { RowFamily } from "../src/rows/family.ts";

export interface Found {
  readonly fault: string;
  readonly group: FaultGroup;
  readonly format: string;
  /** The property that must catch it, and whether it did. */
  readonly property: string;
  readonly caught: boolean;
  /** ids of all properties that were violated. */
  readonly violated: readonly string[];
  /** Rows and milliseconds to the first violation of any property. */
  readonly rows: number | undefined;
  readonly milliseconds: number | undefined;
  /** The counterexample of `property`, shrunk. */
  readonly minimum: { readonly rows: number; readonly cols: number; readonly x: readonly number[]; readonly eps: number; readonly gamma?: readonly number[]; readonly beta?: readonly number[] } | undefined;
}

export interface Search {
  readonly properties: readonly Property[];
  readonly families: readonly RowFamily[];
  /** The batches of a run, and those of the longer one that a fault gets which survives it. */
  readonly batches: readonly [number, number];
  readonly elementsMax?: number | undefined;
}

export async function killOf(fault: Fault, { properties, families, batches, elementsMax = profiles.pr.elementsMax }: Search): Promise<Found> {
  let implementation = fault.create();
  const contract = resolveContract(implementation);
  const settings = { ...profiles.pr, seed: fixedSeed, seconds: Infinity, elementsMax };
  let milliseconds: number | undefined;
  const search = (runs: number) => {
    const begun = performance.now();
    implementation = fault.create();
    return explore({
      implementation,
      contract,
      properties,
      families,
      settings: { ...settings, runs },
      onProgress({ properties: tallies }) {
        if (milliseconds === undefined && [...tallies.values()].some(({ violations }) => violations > 0)) milliseconds = performance.now() - begun;
        return true;
      },
    });
  };
  let tally = await search(batches[0]);
  if (tally.properties.get(fault.property)!.violations === 0) tally = await search(batches[1]);
  const killed = [...tally.properties].filter(([, { violations }]) => violations > 0);
  const simplest = tally.properties.get(fault.property)!.simplest;
  const counterexample = simplest && (await examine({ implementation: fault.create(), contract, property: properties.find(({ id: own }) => own === fault.property)!, simplest, settings }));
  const minimal = counterexample?.minimal.batch;
  return {
    fault: fault.id,
    group: fault.group,
    format: implementation.format,
    property: fault.property,
    caught: simplest !== undefined,
    violated: killed.map(([property]) => property),
    rows: killed.length === 0 ? undefined : Math.min(...killed.map(([, { first }]) => first!)),
    milliseconds,
    minimum: minimal && { rows: minimal.rows, cols: minimal.cols, eps: minimal.eps, x: [...minimal.x], ...(minimal.gamma && { gamma: [...minimal.gamma] }), ...(minimal.beta && { beta: [...minimal.beta] }) },
  };
}
