// Numbers as people see them: shortest decimals, significant bits, exponents, and which format holds which.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import { fromBits } from "../../src/formats/bits.ts";
import { exponentOf, powerOfTwo } from "../../src/formats/exponent.ts";
import { contains, formatIds, formatOf, widerFormat } from "../../src/formats/format-of.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { fp8E4M3 } from "../../src/formats/fp8-e4m3.ts";
import { roundToBits, significandBits } from "../../src/formats/significand.ts";
import { shortestDecimal } from "../../src/formats/shortest.ts";
import { toy } from "../../src/formats/toy.ts";
import { roundExactly } from "./exact-rounding.ts";

describe("shortestDecimal", () => {
  test.each([
    [fp32, Math.fround(1e-5), "1e-5"],
    [fp32, Math.fround(0.1), "0.1"],
    [fp32, Math.fround(3.4028235e38), "3.4028235e38"],
    [fp32, 16777216, "16777216"],
    [fp64, 0.1, "0.1"],
    [fp64, 5e-324, "5e-324"],
    [fp64, 2 ** -44, "5.684341886080802e-14"],
    [fp64, 1e22, "1e22"],
    [fp16, 65504, "65504"],
    [fp16, 2 ** -24, "6e-8"],
    [fp16, fp16.round(-1234.5), "-1234"],
    [fp16, fp16.round(12.34), "12.34"],
    [fp16, fp16.round(0.001), "0.001"],
    [bf16, bf16.maxFinite, "3.39e38"],
    // Where the ways of writing change: integers up to 2^53, numbers from 1e-4 up, exponents from 16 on.
    [fp32, 2 ** 53, "9007199254740992"],
    [fp32, 2 ** 54, "1.8014399e16"],
    [fp64, 2 ** 53 + 2, "9007199254740994"],
    [fp64, 1e15 + 0.5, "1000000000000000.5"],
    [fp64, 1e16, "1e16"],
    [fp64, 0.00015, "0.00015"],
    [fp64, 0.000015, "1.5e-5"],
    [fp64, 0, "0"],
    [fp64, -0, "-0"],
    [fp64, NaN, "NaN"],
    [fp64, -Infinity, "-Infinity"],
  ] as const)("of %o", (format, x, text) => {
    expect(shortestDecimal(format, x)).toBe(text);
  });

  test("refuses what is not a value of the format", () => {
    expect(() => shortestDecimal(fp16, -0.0001)).toThrow(/0\.0001 is not a value of fp16/);
  });

  test.each([fp16, bf16, fp8E4M3, toy])("reads back as the same value, every one of $id", (format) => {
    const wrong: number[] = [];
    for (let code = 0; code < 2 ** format.bits; code++) {
      const value = fromBits(format, BigInt(code));
      if (!Object.is(format.round(Number(shortestDecimal(format, value))), value)) wrong.push(value);
    }
    expect(wrong).toEqual([]);
  });

  test("is as short as JavaScript's own for fp64", () => {
    const digits = (text: string): string => text.replace(/e.*/, "").replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const text = shortestDecimal(fp64, x);
        expect(Number(text)).toBe(x);
        expect(digits(text).length).toBe(digits(String(x)).length);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

test("exponents are exact next to powers of two, subnormals included", () => {
  for (let e = -1074; e <= 1023; e++) {
    const power = powerOfTwo(e);
    expect(power).toBe(2 ** e);
    expect(exponentOf(power)).toBe(e);
    expect(exponentOf(-power)).toBe(e);
    if (e > -1022) expect(exponentOf(power * (1 - 2 ** -53))).toBe(e - 1);
  }
  expect(exponentOf(0)).toBe(-Infinity);
});

test("roundToBits rounds to nearest even, significandBits counts what is left", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 53 }), (x, bits) => {
      const rounded = roundToBits(x, bits);
      // An unbounded exponent range, as far as doubles go.
      expect(rounded).toBe(roundExactly({ precision: bits, exponentMin: -1074 + bits - 1, maxFinite: Number.MAX_VALUE, hasInfinity: true }, x));
      if (Number.isFinite(rounded)) expect(significandBits(rounded)).toBeLessThanOrEqual(bits);
      if (significandBits(x) <= bits) expect(rounded).toBe(x);
    }),
    { seed: 3, numRuns: 5000 },
  );
  expect([0, -0, 1, 3, 10, 2 ** -1074, 3 * 2 ** -1074, 0.1, NaN, Infinity].map(significandBits)).toEqual([0, 0, 1, 2, 3, 1, 2, 52, 0, 0]);
  expect(significandBits(1 + 2 ** -52)).toBe(53);
  expect(significandBits(1 + 2 ** -20)).toBe(21);
  expect(Object.is(roundToBits(-0, 3), -0)).toBe(true);
  expect(roundToBits(Infinity, 3)).toBe(Infinity);
});

test("which format holds which", () => {
  expect(widerFormat(fp16, fp32).id).toBe("fp32");
  expect(widerFormat(fp64, bf16).id).toBe("fp64");
  expect(widerFormat(fp16, fp16).id).toBe("fp16");
  expect(contains(fp32, bf16)).toBe(true);
  expect(contains(fp16, bf16)).toBe(false);
  expect(() => widerFormat(fp16, bf16)).toThrow(/neither of fp16 and bf16/);
  for (const id of formatIds) expect(contains(fp64, formatOf(id))).toBe(true);
  // Precision and both ends of the range count, each by itself.
  expect(contains(fp16, { ...fp16, precision: 12 })).toBe(false);
  expect(contains(fp16, { ...fp16, maxFinite: 65536 })).toBe(false);
  expect(contains(fp16, { ...fp16, minSubnormal: 2 ** -25 })).toBe(false);
});
