// What there is to prove: every row of n codes of a format, up to order and sign, cut into units of work that are the same on every
// machine, so that a run can be continued anywhere.

import { finiteCodes } from "../../formats/finite-codes.ts";
import type { Format } from "../../formats/format.ts";

export interface Plan {
  /** Every finite code of the format, by value. */
  readonly codes: Float64Array;
  readonly cols: number;
  /** codes^cols. */
  readonly rows: number;
  /** Ranks at which each unit begins: the first few of a sorted row, the others being the least that can follow. */
  readonly starts: readonly (readonly number[])[];
}

/** Rows of a unit: enough that handing it out costs nothing, few enough that little is lost with it. */
const unitRowsMin = 2 ** 19;
const unitRowsMax = 2 ** 22;
const unitsAbout = 2000;

/** Beyond so many rows counts would not be exact doubles, and no machine comes to an end. */
export const rowsMax = 1e13;

export function countRows(codes: number, cols: number): number {
  return codes ** cols;
}

export function planProof(format: Format, cols: number): Plan {
  const codes = finiteCodes(format);
  const rows = countRows(codes.length, cols);
  if (rows > rowsMax) throw new RangeError(`${codes.length}^${cols} rows are more than ${rowsMax}`);
  const target = Math.min(Math.max(rows / unitsAbout, unitRowsMin), unitRowsMax);
  const starts: number[][] = [];
  let weight = Infinity;
  for (const head of heads(codes.length, cols)) {
    if (weight >= target) {
      starts.push([...head]);
      weight = 0;
    }
    weight += aboutRows(codes.length, cols, head);
  }
  return { codes, cols, rows, starts };
}

/** How many of a sorted row's ranks units are told apart by: the last two run freely. */
function headLength(cols: number): number {
  return Math.max(1, cols - 2);
}

/** Sorted beginnings, in order, of rows whose first rank r and last rank s may have r ≤ N − 1 − s: one row of each pair x, −x. */
function* heads(codes: number, cols: number): Generator<readonly number[]> {
  const length = headLength(cols);
  const head = new Array<number>(length).fill(0);
  for (;;) {
    yield head;
    let at = length - 1;
    while (at > 0 && head[at] >= codes - 1 - head[0]) at--;
    head[at]++;
    for (let i = at + 1; i < length; i++) head[i] = head[at];
    if (head[0] >= codes / 2) return;
  }
}

/** Rows that begin so, as if no two values were equal. */
function aboutRows(codes: number, cols: number, head: readonly number[]): number {
  const choices = Math.max(1, codes - head[0] - head[head.length - 1]);
  const free = cols - head.length;
  let combinations = 1;
  for (let i = 1; i <= free; i++) combinations *= (choices + i - 1) / i;
  let orders = 2;
  for (let i = 2; i <= cols; i++) orders *= i;
  return combinations * orders;
}
