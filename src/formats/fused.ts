// A correctly rounded fused multiply-add for formats of at most 26 bits, for kernels that contract a·b + c as compilers and GPUs do.

import type { Format } from "./format.ts";

const view = new DataView(new ArrayBuffer(8));

/** Bits of the longest significands whose products are exact in a double. */
export const fusedPrecisionMax = 26;

/** round(a·b + c), rounded once: the product is exact in a double, and the sum is rounded to odd before the last rounding (Boldo & Melquiond 2008). */
export function fma(a: number, b: number, c: number, round: Format["round"]): number {
  const product = a * b;
  const sum = product + c;
  if (!Number.isFinite(sum)) return round(sum);
  // Knuth's TwoSum: what the addition lost.
  const back = sum - product;
  const lost = product - (sum - back) + (c - back);
  if (lost === 0) return round(sum);
  view.setFloat64(0, sum);
  const bits = view.getBigInt64(0);
  if ((bits & 1n) === 1n) return round(sum);
  // An even last bit and something lost: one step towards what was lost is odd, and on the right side of every tie.
  view.setBigInt64(0, bits + (lost > 0 === sum > 0 ? 1n : -1n));
  return round(view.getFloat64(0));
}
