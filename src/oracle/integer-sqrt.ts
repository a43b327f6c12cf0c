// The integer square root, which JavaScript's integers lack.

import { bitLength } from "./dyadic.ts";

/** floor(sqrt(value)), value ≥ 0: Newton's iteration from above, on a quarter of the bits first, so that each digit is paid for once. */
export function integerSqrt(value: bigint): bigint {
  if (value < 2n ** 52n) return BigInt(Math.floor(Math.sqrt(Number(value))));
  // sqrt(value) from the upper half of its bits, rounded up: never below the root, and right to half of its digits.
  const places = BigInt(Math.floor(bitLength(value) / 4));
  let root = (integerSqrt(value >> (2n * places)) + 1n) << places;
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
