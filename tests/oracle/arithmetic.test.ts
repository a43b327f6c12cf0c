// The oracle's arithmetic, piece by piece: exact errors, integers for doubles and back, integer square roots.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatIds, formatOf } from "../../src/formats/format-of.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { ordinalOfInfinity } from "../../src/formats/ordinal.ts";
import { productError, squareError, sumError } from "../../src/oracle/double-double.ts";
import { bitLength, type Dyadic, dyadicAt, dyadicOf, nearestOrdinal, ratioToDouble, shift, toDouble, valueAt } from "../../src/oracle/dyadic.ts";
import { integerSqrt } from "../../src/oracle/integer-sqrt.ts";
import { budget } from "../budget.ts";
import { exactOf, randomDoubles } from "../formats/exact-rounding.ts";

const moderate = fc
  .tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.integer({ min: -250, max: 250 }))
  .map(([significand, exponent]) => (Math.abs(significand) < 2 ** -60 ? 0 : significand * 2 ** exponent));

/** Both at the scale 2^-2200, below every product of doubles. */
function scaled({ integer, exponent }: Dyadic): bigint {
  return integer << BigInt(exponent + 2200);
}

describe("error-free transformations", () => {
  test("sum", () => {
    fc.assert(
      fc.property(moderate, moderate, (a, b) => {
        const sum = a + b;
        expect(scaled(exactOf(sum)) + scaled(exactOf(sumError(a, b, sum)))).toBe(scaled(exactOf(a)) + scaled(exactOf(b)));
      }),
      { seed: 1, numRuns: budget(3000) },
    );
  });

  test("product and square", () => {
    fc.assert(
      fc.property(moderate, moderate, (a, b) => {
        const [exactA, exactB] = [exactOf(a), exactOf(b)];
        const exact = scaled({ integer: exactA.integer * exactB.integer, exponent: exactA.exponent + exactB.exponent });
        expect(scaled(exactOf(a * b)) + scaled(exactOf(productError(a, b, a * b)))).toBe(exact);
        const square = scaled({ integer: exactA.integer ** 2n, exponent: 2 * exactA.exponent });
        expect(scaled(exactOf(a * a)) + scaled(exactOf(squareError(a, a * a)))).toBe(square);
      }),
      { seed: 2, numRuns: budget(3000) },
    );
  });
});

test("integer square roots are floors", () => {
  const check = (value: bigint): void => {
    const root = integerSqrt(value);
    if (root * root > value || (root + 1n) ** 2n <= value) expect.unreachable(`sqrt of ${value} is not ${root}`);
  };
  for (let value = 0n; value < 5000n; value++) check(value);
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 1n << 900n }), (value) => [-1n, 0n, 1n].forEach((step) => check(value * value + step < 0n ? 0n : value * value + step))), {
    seed: 3,
    numRuns: budget(500),
  });
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 1n << 120n }), check), { seed: 4, numRuns: budget(2000) });
});

describe("dyadic numbers", () => {
  test("hold every double, with an odd integer", () => {
    const inputs = [0, -0, 1, 2 ** -1074, 3 * 2 ** -1074, 2 ** -1022, Number.MAX_VALUE, -Number.MAX_VALUE, ...randomDoubles(budget(2000), { low: -1022, high: 1023, seed: 5 })];
    for (const x of inputs) {
      const { integer, exponent } = dyadicOf(x);
      const exact = exactOf(x);
      expect(shift(integer, exponent - Math.min(exact.exponent, exponent))).toBe(shift(exact.integer, exact.exponent - Math.min(exact.exponent, exponent)));
      if (x !== 0) expect(integer & 1n).toBe(1n);
      expect(toDouble(integer, exponent)).toBe(x + 0);
    }
  });

  test.each(formatIds)("round to %s as its own rounding does", (id) => {
    const format = formatOf(id);
    const wrong: number[] = [];
    for (const x of randomDoubles(budget(20_000), { low: Math.max(format.exponentMin - 10, -1022), high: Math.min(format.exponentMax + 1, 1023), seed: 6 })) {
      const ordinal = nearestOrdinal(format, dyadicOf(x));
      if (valueAt(format, ordinal) !== format.round(x) + 0 && format.round(x) === format.round(x)) wrong.push(x);
      const { integer, exponent } = dyadicAt(format, ordinal);
      if (Math.abs(format.round(x)) < Infinity && toDouble(integer, exponent) !== format.round(x) + 0) wrong.push(x);
    }
    expect(wrong).toEqual([]);
  });

  test.each(formatIds)("round ties in %s to the even neighbour, overflow included", (id) => {
    const format = formatOf(id);
    const last = ordinalOfInfinity(format) - 1n;
    const binade = 1n << BigInt(format.precision - 1);
    for (const ordinal of [0n, 1n, 2n, 5n, binade - 2n, binade - 1n, binade, binade + 1n, 3n * binade - 1n, 3n * binade, last - 1n, last]) {
      // Halfway is (a + b)/2: twice the unit of the lower one is no coarser than the upper one's.
      const [a, b] = [dyadicAt(format, ordinal), dyadicAt(format, ordinal + 1n)];
      const exponent = Math.min(a.exponent, b.exponent);
      const tie = { integer: shift(a.integer, a.exponent - exponent) + shift(b.integer, b.exponent - exponent), exponent: exponent - 1 };
      const even = ordinal % 2n === 0n ? ordinal : ordinal + 1n;
      expect(nearestOrdinal(format, tie)).toBe(even);
      expect(nearestOrdinal(format, { integer: -tie.integer, exponent: tie.exponent })).toBe(-even);
      const finer = (step: bigint) => nearestOrdinal(format, { integer: (tie.integer << 200n) + step, exponent: tie.exponent - 200 });
      expect([finer(-1n), finer(1n)]).toEqual([ordinal, ordinal + 1n]);
    }
  });

  test("are rounded once on the way to a double, subnormal ones too", () => {
    // Just below 3.5 λ: rounded to 53 bits first it would be a tie, and go up.
    expect(toDouble((7n << 60n) - 1n, -1075 - 60)).toBe(3 * 2 ** -1074);
    expect(toDouble(-((7n << 60n) - 1n), -1075 - 60)).toBe(-3 * 2 ** -1074);
    expect(toDouble((5n << 60n) + 1n, -1075 - 60)).toBe(3 * 2 ** -1074);
    expect([toDouble(1n, 1023), toDouble(1n, 1024), toDouble(-1n, 4000), toDouble(1n, -1074), toDouble(1n, -1075), toDouble(3n, -1076), toDouble(1n, -5000)]).toEqual([2 ** 1023, Infinity, -Infinity, 2 ** -1074, 0, 2 ** -1074, 0]);
    expect(toDouble(1n << 2000n, -2000)).toBe(1);
    expect(toDouble((1n << 54n) - 1n, 1023 - 53)).toBe(Infinity);
    expect(dyadicOf(0)).toEqual({ integer: 0n, exponent: 0 });
    expect(dyadicOf(-0)).toEqual({ integer: 0n, exponent: 0 });
  });

  test("ratios round to the nearest double", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), fc.integer({ min: -900, max: 900 }), (a, b, exponent) => {
        expect(ratioToDouble(BigInt(a), BigInt(b), exponent)).toBe((a / b) * 2 ** exponent);
      }),
      { seed: 7, numRuns: budget(2000) },
    );
    // A tie, and one but for a remainder far below all the quotient's bits that are looked at.
    const denominator = 2n ** 200n + 1n;
    expect(ratioToDouble((2n ** 53n + 1n) * denominator, denominator, 0)).toBe(2 ** 53);
    expect(ratioToDouble((2n ** 53n + 1n) * denominator + 1n, denominator, 0)).toBe(2 ** 53 + 2);
    expect(ratioToDouble(-1n, 3n, -1080)).toBe(-fp64.minSubnormal);
    expect(ratioToDouble(1n, 1n, 1024)).toBe(Infinity);
  });

  test("bit lengths", () => {
    for (let length = 0; length < 1100; length++) {
      expect(bitLength((1n << BigInt(length)) - 1n)).toBe(length);
      expect(bitLength(-(1n << BigInt(length)))).toBe(length + 1);
    }
  });
});
