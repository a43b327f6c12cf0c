// The mean's own certificate, in integers: it is what every other one rests on.

import fc from "fast-check";
import { expect, test } from "vitest";
import { certifiedMean } from "../../src/oracle/certified-mean.ts";
import { exactOf } from "../formats/exact-rounding.ts";

/** All numbers here are multiples of 2^-1600. */
function scaled(x: number): bigint {
  const { integer, exponent } = exactOf(x);
  return x === 0 ? 0n : integer << BigInt(exponent + 1600);
}

const wide = fc
  .tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -200, max: 200 }), fc.boolean())
  .map(([significand, exponent, negative]) => (negative ? -significand : significand) * 2 ** exponent);
const narrow = fc.tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.nat(3)).map(([significand, exponent]) => significand * 2 ** exponent);
/** Large values that cancel, so that what their sum has lost is large beside the mean. */
const cancelling = fc
  .tuple(fc.array(wide, { minLength: 3, maxLength: 20 }), fc.array(narrow, { minLength: 1, maxLength: 5 }))
  .map(([large, small]) => [...large, ...small.map((value) => value * 2 ** 110), ...large.map((value) => -value)]);
const rows = fc.oneof(fc.array(wide, { minLength: 1, maxLength: 60 }), fc.array(narrow, { minLength: 1, maxLength: 60 }), cancelling);

test("the three parts miss the mean by no more than the certified error", () => {
  let inexact = 0;
  let exact = 0;
  fc.assert(
    fc.property(rows, (values) => {
      const mean = certifiedMean(Float64Array.from(values));
      if (mean === undefined) return;
      const n = BigInt(values.length);
      const sum = values.reduce((total, value) => total + scaled(value), 0n);
      const miss = n * (scaled(mean.high) + scaled(mean.middle) + scaled(mean.low)) - sum;
      expect((miss < 0n ? -miss : miss) <= n * scaled(mean.error)).toBe(true);
      if (miss === 0n) exact++;
      else inexact++;
    }),
    { seed: 41, numRuns: 1500 },
  );
  // Both kinds must have been seen, or the comparison says nothing.
  expect(exact).toBeGreaterThan(100);
  expect(inexact).toBeGreaterThan(100);
});

test("the mean of equal values is exact", () => {
  for (const value of [0.1, 1 / 3, -7e-30]) {
    for (let n = 1; n <= 40; n++) {
      expect(certifiedMean(new Float64Array(n).fill(value))).toMatchObject({ high: value, middle: 0, low: 0, error: 0, constant: true });
    }
  }
});

test("values outside the certified range, or not finite, are refused", () => {
  for (const value of [NaN, Infinity, -Infinity, 2 ** 257, 2 ** -257]) expect(certifiedMean(Float64Array.of(1, value))).toBeUndefined();
});
