// Two habits that tell families apart: what becomes of rows of equal values, and whether the bits depend on the order of a row's elements.

import type { Call } from "../../contract/call.ts";
import type { Format } from "../../formats/format.ts";
import type { Batch } from "../../oracle/row.ts";
import { epsilonDefault } from "../../rows/epsilon.ts";
import { finite } from "../../rows/magnitude.ts";
import { randomFrom } from "../../rows/random.ts";
import type { Answer } from "./growth.ts";

export interface ConstantRows {
  readonly rows: number;
  /** Those whose outputs are all 0. */
  readonly exact: number;
}

export interface OrderOfElements {
  readonly rows: number;
  /** Those that give the same bits, in the new order, when the row is reversed. */
  readonly same: number;
}

const lengths: readonly number[] = [1, 3, 7, 24, 100, 768];
const rowsPerLength = 100;

/** Constants with full significands, in the binades around 1. */
export async function constantRows(answer: Answer, storage: Format, cols?: number): Promise<ConstantRows> {
  const random = randomFrom(61);
  let [rows, exact] = [0, 0];
  for (const n of cols === undefined ? lengths : [cols]) {
    const x = new Float64Array(rowsPerLength * n);
    for (let r = 0; r < rowsPerLength; r++) x.fill(finite(storage, random.sign() * (1 + random.next()) * 2 ** random.integer(-4, 12)), r * n, (r + 1) * n);
    const call = await answer({ rows: rowsPerLength, cols: n, x, eps: epsilonDefault });
    if (call.failure !== undefined) continue;
    rows += rowsPerLength;
    for (let r = 0; r < rowsPerLength; r++) if (call.y.subarray(r * n, (r + 1) * n).every((value) => value === 0)) exact++;
  }
  return { rows, exact };
}

/** Noise on an offset, forwards and backwards. */
export async function orderOfElements(answer: Answer, storage: Format, cols = 100): Promise<OrderOfElements> {
  const random = randomFrom(62);
  const rows = rowsPerLength;
  const x = Float64Array.from({ length: rows * cols }, () => finite(storage, 7 + random.normal()));
  const forwards: Batch = { rows, cols, x, eps: epsilonDefault };
  // The whole batch reversed: each row backwards, and the rows as well.
  const [a, b] = [await answer(forwards), await answer({ ...forwards, x: x.slice().reverse() })];
  if (a.failure !== undefined || b.failure !== undefined) return { rows: 0, same: 0 };
  return { rows, same: sameRows(a, b, cols) };
}

function sameRows(a: Call, b: Call, cols: number): number {
  let same = 0;
  for (let start = 0; start < a.y.length; start += cols) {
    let i = start;
    while (i < start + cols && Object.is(a.y[i], b.y[a.y.length - 1 - i])) i++;
    if (i === start + cols) same++;
  }
  return same;
}
