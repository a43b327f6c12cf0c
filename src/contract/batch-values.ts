// The inputs that properties derive from a batch: the same batch with other values in the same places.

import type { Batch } from "../oracle/row.ts";

/** No NaN and no infinity among x, γ and β. */
export function isFiniteBatch({ x, gamma, beta }: Batch): boolean {
  return allFinite(x) && allFinite(gamma) && allFinite(beta);
}

/** No NaN and no infinity; true for undefined. */
export function allFinite(values: Float64Array | undefined): boolean {
  if (values === undefined) return true;
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < Infinity)) return false;
  return true;
}

/** −values; undefined for undefined. */
export function negated(values: Float64Array | undefined): Float64Array | undefined {
  return values?.map((value) => -value);
}

/** Every value times a power of two: exact as long as nothing overflows or becomes subnormal. */
export function scaled(values: Float64Array, factor: number): Float64Array {
  return values.map((value) => value * factor);
}

/** `length` times the same value. */
export function constant(length: number, value: number): Float64Array {
  return new Float64Array(length).fill(value);
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
