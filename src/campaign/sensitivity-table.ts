// What a run is sure to catch, from the bounds of the contract alone: over n and κ the smallest error of any one output that is a violation whatever the
// kernel's last rounding does. Canonical rows from a fixed seed, so that equal contracts have equal tables.

import { boundOf } from "../bounds/bound-of.ts";
import type { Contract } from "../bounds/contract.ts";
import { roundedUp } from "../bounds/rounded-up.ts";
import { sensitivityOf } from "../bounds/sensitivity.ts";
import { exactAnswer } from "../oracle/exact.ts";
import { conditionedRow } from "../rows/conditioned-row.ts";
import { randomFrom, seedFrom } from "../rows/random.ts";

/** JSON-safe. */
export interface SensitivityTable {
  readonly lengths: readonly number[];
  readonly conditionNumbers: readonly number[];
  /** For each length, for each κ, in ulps: the spacing of the storage format just above 1. null where nothing is promised, or the format holds no such row. */
  readonly ulps: readonly (readonly (number | null)[])[];
}

const lengths: readonly number[] = [2, 8, 64, 768, 4096];
const conditionNumbers: readonly number[] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];
/** The usual one, as the fp32 number that kernels are given. */
const eps = Math.fround(1e-5);
/** The worst of so many rows: from one to the next the figure differs by a tenth. */
const rowsMax = 3;
/** How many draws may be refused before the format counts as too coarse. */
const drawsMax = 30;

/** `cols` where the width of every row is built in. */
export function sensitivityTable(contract: Contract, cols?: number): SensitivityTable {
  const own = cols === undefined ? lengths : [cols].filter((n) => n >= 2);
  return { lengths: own, conditionNumbers, ulps: own.map((n) => conditionNumbers.map((conditionNumber) => cell(contract, n, conditionNumber))) };
}

function cell(contract: Contract, n: number, conditionNumber: number): number | null {
  const { storage } = contract;
  const random = randomFrom(seedFrom("sensitivity", `${n}/${conditionNumber}`));
  let worst = 0;
  for (let draw = 0, rows = 0; rows < rowsMax; draw++) {
    if (draw === drawsMax) return null;
    const x = conditionedRow(storage, { n, conditionNumber, eps }, random);
    if (x === undefined) continue;
    rows++;
    const row = { x, eps };
    const exact = exactAnswer(row)!;
    worst = Math.max(worst, sensitivityOf(exact, boundOf(row, exact, contract), contract).single);
    if (worst === Infinity) return null;
  }
  return roundedUp(worst / (2 * storage.unitRoundoff), 3);
}
