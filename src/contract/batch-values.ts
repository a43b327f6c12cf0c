// The inputs that properties derive from a batch: the same batch with other values in the same places. Loops are written out: the
// typed arrays' own `map` and `every` take ten times as long.

import { doubles } from "../oracle/doubles.ts";
import type { Batch } from "../oracle/row.ts";

let lastBatch: Batch | undefined;
let lastIsFinite = false;

/** No NaN and no infinity among x, γ and β. Nearly every property asks it, in turn about the same batch. */
export function isFiniteBatch(batch: Batch): boolean {
  if (batch === lastBatch) return lastIsFinite;
  lastBatch = batch;
  lastIsFinite = allFinite(batch.x) && allFinite(batch.gamma) && allFinite(batch.beta);
  return lastIsFinite;
}

/** No NaN and no infinity; true for undefined. */
export function allFinite(values: Float64Array | undefined): boolean {
  if (values === undefined) return true;
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < Infinity)) return false;
  return true;
}

/** −values; undefined for undefined. */
export function negated(values: Float64Array | undefined): Float64Array | undefined {
  if (values === undefined) return undefined;
  const opposite = doubles(values.length);
  for (let i = 0; i < values.length; i++) opposite[i] = -values[i];
  return opposite;
}

/** Every value times a power of two: exact as long as nothing overflows or becomes subnormal. */
export function scaled(values: Float64Array, factor: number): Float64Array {
  const products = doubles(values.length);
  for (let i = 0; i < values.length; i++) products[i] = values[i] * factor;
  return products;
}

/** `length` times the same value. */
export function constant(length: number, value: number): Float64Array {
  const values = doubles(length);
  for (let i = 0; i < length; i++) values[i] = value;
  return values;
}

/** The largest magnitude among the values; 0 for none. */
export function largest(values: Float64Array): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) max = Math.max(max, Math.abs(values[i]));
  return max;
}

/** The value at index i, or `absent` where there is no such array. */
export function valueAt(values: Float64Array | undefined, i: number, absent: number): number {
  return values === undefined ? absent : values[i];
}

/** Whether n = 2^m with m ≥ 0. */
export function isPowerOfTwo(n: number): boolean {
  return n > 0 && Number.isInteger(Math.log2(n));
}
