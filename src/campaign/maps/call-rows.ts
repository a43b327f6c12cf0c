// Many rows in few calls, as the implementation takes them: a call of an engine costs as much as judging a hundred rows.

import { adaptBatch } from "../../contract/adapt.ts";
import type { Call } from "../../contract/call.ts";
import { invoke } from "../../contract/invoke.ts";
import type { Batch } from "../../oracle/row.ts";
import { epsilonDefault } from "../../rows/epsilon.ts";
import { type MapSubject, MapsUnfinished } from "./map-subject.ts";
import { type Measured, measureRow } from "./measure-row.ts";

/** Values in one call, unless one row alone has more: within what a watch records of a call. */
const elementsMax = 2 ** 17;

/** Measures rows of one length, one after the other. */
export async function measureRows({ implementation, contract, proceed }: MapSubject, rows: readonly Float64Array[]): Promise<Measured[]> {
  const { fixed = {} } = implementation;
  const cols = rows[0]?.length ?? 0;
  const each = fixed.rows ?? Math.max(1, Math.floor(elementsMax / cols));
  const measured: Measured[] = [];
  for (let from = 0; from < rows.length; from += each) {
    if (!proceed()) throw new MapsUnfinished();
    const chunk = rows.slice(from, from + each);
    const call = await invoke(implementation, contract, adaptBatch(batchOf(chunk, cols), fixed, contract.storage));
    measured.push(...measureCall(call, chunk.length));
  }
  return measured;
}

function batchOf(rows: readonly Float64Array[], cols: number): Batch {
  const x = new Float64Array(rows.length * cols);
  rows.forEach((row, r) => x.set(row, r * cols));
  return { rows: rows.length, cols, eps: epsilonDefault, x };
}

/** The first rows of a call: what a fixed number of rows adds are repetitions. */
function measureCall(call: Call, rows: number): Measured[] {
  const measured: Measured[] = [];
  for (let r = 0; r < rows; r++) {
    const one = measureRow(call.row(r), call.failure !== undefined);
    if (one !== undefined) measured.push(one);
  }
  return measured;
}
