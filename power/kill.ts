// What becomes of one fault: which properties are violated, after how many rows, what the counterexample shrinks to, and which of the field's own
// tests would have noticed.

import { allFamilies, allProperties } from "../src/campaign/catalogue.ts";
import { examine } from "../src/campaign/examine.ts";
import { explore } from "../src/campaign/explore.ts";
import { fixedSeed, profiles } from "../src/campaign/settings.ts";
import type { FaultGroup } from "../src/contract/fault.ts";
import { resolveContract } from "../src/contract/resolve.ts";
import { runPeer } from "./peers/peer.ts";
import { allFaults, allPeers } from "./read-units.ts";

export interface Kill {
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
  /** By peer. */
  readonly peers: Readonly<Record<string, "passes" | "fails" | "not tested">>;
}

/** The batches of a run, and those of the longer one that a fault gets which survives it. */
const [batches, batchesMax] = [5000, 16_000];

const [faults, properties, families, peers] = await Promise.all([allFaults(), allProperties(), allFamilies(), allPeers()]);

export default async function kill(id: string): Promise<Kill> {
  const fault = faults.find((one) => one.id === id)!;
  let implementation = fault.create();
  const contract = resolveContract(implementation);
  const settings = { ...profiles.pr, seed: fixedSeed, seconds: Infinity };
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
  let tally = await search(batches);
  if (tally.properties.get(fault.property)!.violations === 0) tally = await search(batchesMax);
  const killed = [...tally.properties].filter(([, { violations }]) => violations > 0);
  const simplest = tally.properties.get(fault.property)!.simplest;
  const counterexample = simplest && (await examine({ implementation: fault.create(), contract, property: properties.find(({ id: own }) => own === fault.property)!, simplest, settings }));
  const minimal = counterexample?.minimal.batch;
  const outcomes: [string, Kill["peers"][string]][] = [];
  for (const peer of peers) outcomes.push([peer.id, (await runPeer(peer, fault.create())).outcome]);
  return {
    fault: id,
    group: fault.group,
    format: implementation.format,
    property: fault.property,
    caught: simplest !== undefined,
    violated: killed.map(([property]) => property),
    rows: killed.length === 0 ? undefined : Math.min(...killed.map(([, { first }]) => first!)),
    milliseconds,
    minimum: minimal && { rows: minimal.rows, cols: minimal.cols, eps: minimal.eps, x: [...minimal.x], ...(minimal.gamma && { gamma: [...minimal.gamma] }), ...(minimal.beta && { beta: [...minimal.beta] }) },
    peers: Object.fromEntries(outcomes),
  };
}
