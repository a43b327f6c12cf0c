// For engines to which a call is as dear as many rows: one row that was drawn becomes a batch of many like it, with the ε, γ and β of the first.

import type { Batch } from "../../oracle/row.ts";
import { oneRow, resized } from "../../rows/reshape.ts";

/** The batch, and below it the first row of each further one, cut or repeated to its width. */
export function widened(batch: Batch, further: readonly Batch[]): Batch {
  const { rows, cols, dy } = batch;
  const below = further.map((one) => resized({ ...oneRow(one, 0), gamma: undefined, beta: undefined }, cols));
  const stacked = (first: Float64Array, rest: readonly (Float64Array | undefined)[]): Float64Array => {
    const all = new Float64Array((rows + below.length) * cols);
    all.set(first);
    rest.forEach((values, i) => values && all.set(values, (rows + i) * cols));
    return all;
  };
  return { ...batch, rows: rows + below.length, x: stacked(batch.x, below.map(({ x }) => x)), ...(dy && { dy: stacked(dy, below.map((one) => one.dy)) }) };
}

/** However dear a call is, a run makes at least so many, or its families would not all have their turns. */
const callsMin = 400;

/** Rows of a call, of so many columns, in a run of so many batches. */
export function rowsPerCallOf({ rowsPerCall, runs, elementsMax }: { rowsPerCall: number; runs: number; elementsMax: number }, cols: number): number {
  return Math.max(1, Math.min(rowsPerCall, Math.ceil(runs / callsMin), Math.floor(elementsMax / cols)));
}
