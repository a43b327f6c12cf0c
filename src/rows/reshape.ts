// A batch in another shape or size, its values otherwise kept: what a search does to bring a row to where nothing was tried yet.

import { exponentOf, powerOfTwo } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import { finite } from "./magnitude.ts";

/** The batch with so many columns: repeated from the first one on, or cut off. */
export function resized(batch: Batch, cols: number): Batch {
  const { rows, cols: before } = batch;
  if (cols === before) return batch;
  const inRows = (from: Float64Array, count = rows) => {
    const values = new Float64Array(count * cols);
    for (let r = 0; r < count; r++) {
      const row = from.subarray(r * before, r * before + Math.min(before, cols));
      const end = (r + 1) * cols;
      for (let at = r * cols; at < end; at += before) values.set(at + row.length > end ? row.subarray(0, end - at) : row, at);
    }
    return values;
  };
  const { x, dy, gamma, beta } = batch;
  return { ...batch, cols, x: inRows(x), dy: dy && inRows(dy), gamma: gamma && inRows(gamma, 1), beta: beta && inRows(beta, 1) };
}

/** Row r of the batch alone, as a batch. */
export function oneRow(batch: Batch, r: number): Batch {
  const { rows, cols, x, dy } = batch;
  return rows === 1 ? batch : { ...batch, rows: 1, x: x.slice(r * cols, (r + 1) * cols), dy: dy?.slice(r * cols, (r + 1) * cols) };
}

/** x times the power of two that brings its largest magnitude to the binade of 2^exponent, rounded into the format. Zeros stay. */
export function scaledTo(batch: Batch, exponent: number, storage: Format): Batch {
  const size = magnitudeOf(batch.x);
  if (size === 0) return batch;
  const shift = exponent - exponentOf(size);
  // Two factors, because 2^shift may lie beyond the range where the result does not.
  const [half, rest] = [powerOfTwo(Math.trunc(shift / 2)), powerOfTwo(shift - Math.trunc(shift / 2))];
  return { ...batch, x: batch.x.map((value) => (Number.isFinite(value) ? finite(storage, value * half * rest) : value)) };
}

/** The largest finite magnitude; 0 for none. */
export function magnitudeOf(x: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const magnitude = Math.abs(x[i]);
    if (magnitude > largest && magnitude < Infinity) largest = magnitude;
  }
  return largest;
}
