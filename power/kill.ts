// What becomes of one fault of the forward pass: what the suite makes of it, and which of the field's own tests would have noticed.

import { allFamilies, allProperties } from "../src/campaign/catalogue.ts";
import { type Found, killOf } from "./kill-of.ts";
import { runPeer } from "./peers/peer.ts";
import { allFaults, allPeers } from "./read-units.ts";

export interface Kill extends Found {
  /** By peer. */
  readonly peers: Readonly<Record<string, "passes" | "fails" | "not tested">>;
}

const [faults, properties, families, peers] = await Promise.all([allFaults(), allProperties(), allFamilies(), allPeers()]);

export default async function kill(id: string): Promise<Kill> {
  const fault = faults.find((one) => one.id === id)!;
  const found = await killOf(fault, { properties, families, batches: [5000, 16_000] });
  const outcomes: [string, Kill["peers"][string]][] = [];
  for (const peer of peers) outcomes.push([peer.id, (await runPeer(peer, fault.create())).outcome]);
  return { ...found, peers: Object.fromEntries(outcomes) };
}
