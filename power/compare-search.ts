// How many rows a fault lives, with the targeted search and by random generation alone, over many seeds.

import { profiles } from "../src/campaign/settings.ts";
import { firstKill } from "./first-kill.ts";
import { allFaults } from "./read-units.ts";

export interface Comparison {
  readonly fault: string;
  /** Rows to the first violation, by seed; Infinity where none was met within the batches. */
  readonly random: readonly number[];
  readonly targeted: readonly number[];
  readonly randomMilliseconds: number;
  readonly targetedMilliseconds: number;
}

export const seeds = 20;
export const batchesMax = 3000;

const faults = await allFaults();

export default async function compareSearch(id: string): Promise<Comparison> {
  const fault = faults.find((one) => one.id === id)!;
  const run = async (targetedShare: number) => {
    const rows: number[] = [];
    let milliseconds = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const kill = await firstKill(fault.create(), { seed: `search ${seed}`, targetedShare, batchesMax });
      rows.push(kill.rows ?? Infinity);
      milliseconds += kill.milliseconds;
    }
    return { rows, milliseconds };
  };
  const random = await run(0);
  const targeted = await run(profiles.pr.targetedShare);
  return { fault: id, random: random.rows, targeted: targeted.rows, randomMilliseconds: random.milliseconds / seeds, targetedMilliseconds: targeted.milliseconds / seeds };
}
