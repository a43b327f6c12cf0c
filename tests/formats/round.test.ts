// Rounding against the definition, everywhere it can go wrong: every value, every midpoint, and the doubles beside them.

import { f16round } from "@petamoriken/float16";
import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import { fromBits } from "../../src/formats/bits.ts";
import { formatIds, formatOf } from "../../src/formats/format-of.ts";
import type { Format } from "../../src/formats/format.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { fp8E4M3 } from "../../src/formats/fp8-e4m3.ts";
import { fp8E5M2 } from "../../src/formats/fp8-e5m2.ts";
import { toy } from "../../src/formats/toy.ts";
import { budget, stride } from "../budget.ts";
import { randomDoubles, roundExactly, stepDouble } from "./exact-rounding.ts";

/** Mismatches are collected and asserted once: millions of expect calls would take minutes. */
function mismatches(expected: (x: number) => number, actual: (x: number) => number, inputs: Iterable<number>): string[] {
  const found: string[] = [];
  for (const x of inputs) {
    const want = expected(x);
    const got = actual(x);
    if (!Object.is(want, got) && found.length < 5) found.push(`${x}: expected ${want}, got ${got}`);
  }
  return found;
}

/** Every value of the format, every midpoint, and the two doubles on either side of both. */
function* boundaries(format: Format): Generator<number> {
  const infinity = format.hasInfinity ? Infinity : NaN;
  const codes = 2 ** (format.bits - 1);
  const binade = 2 ** (format.precision - 1);
  for (let code = 0; code < codes; code++) {
    // The ends of the binades are always among them.
    if (codes > 256 && code % stride !== 0 && (code + 3) % binade > 6) continue;
    const value = fromBits(format, BigInt(code));
    if (value !== value || value === Infinity) break;
    const next = fromBits(format, BigInt(code + 1));
    const midpoint = Number.isFinite(next) ? (value + next) / 2 : value + (value - fromBits(format, BigInt(code - 1))) / 2;
    for (const centre of [value, midpoint]) {
      if (centre === 0) continue;
      for (let step = -2; step <= 2; step++) {
        yield stepDouble(centre, step);
        yield -stepDouble(centre, step);
      }
    }
  }
  yield* [0, -0, infinity, -infinity, NaN, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** -1074, -(2 ** -1074), 2 ** -1022];
}

describe.each([fp16, bf16, fp8E4M3, fp8E5M2, toy])("rounding to $id", (format) => {
  test("is exact at every value, every midpoint and their neighbouring doubles", () => {
    expect(mismatches((x) => roundExactly(format, x), format.round, boundaries(format))).toEqual([]);
  });

  test("is exact on random doubles of every exponent", () => {
    const near = randomDoubles(budget(60_000), { low: format.exponentMin - 12, high: format.exponentMax + 2, seed: 1 });
    const far = randomDoubles(budget(20_000), { low: -1022, high: 1023, seed: 2 });
    expect(mismatches((x) => roundExactly(format, x), format.round, near)).toEqual([]);
    expect(mismatches((x) => roundExactly(format, x), format.round, far)).toEqual([]);
  });
});

test("fp16 agrees with the half-precision library", () => {
  expect(mismatches(f16round, fp16.round, boundaries(fp16))).toEqual([]);
  expect(mismatches(f16round, fp16.round, randomDoubles(budget(1_000_000), { low: -30, high: 17, seed: 3 }))).toEqual([]);
});

test("fp32 and fp64 round as the exact definition does", () => {
  const inputs = [...randomDoubles(budget(50_000), { low: -152, high: 129, seed: 4 }), 2 ** -150, stepDouble(2 ** -150, 1), fp32.overflowThreshold];
  expect(mismatches((x) => roundExactly(fp32, x), fp32.round, inputs)).toEqual([]);
  expect(mismatches((x) => roundExactly(fp64, x), fp64.round, [...inputs, 2 ** -1074, -0, Number.MAX_VALUE, NaN, -Infinity])).toEqual([]);
});

describe.each(formatIds)("the constants of %s", (id) => {
  const format = formatOf(id);
  test("are its extreme values", () => {
    const { precision, exponentMin, exponentMax } = format;
    expect(format.id).toBe(id);
    expect(format.unitRoundoff).toBe(2 ** -precision);
    expect(format.minNormal).toBe(2 ** exponentMin);
    expect(format.minSubnormal).toBe(2 ** exponentMin * 2 ** (1 - precision));
    expect(format.maxFinite).toBe((2 - (id === "fp8-e4m3" ? 4 : 2) * format.unitRoundoff) * 2 ** exponentMax);
    expect(format.round(format.maxFinite)).toBe(format.maxFinite);
    expect(format.round(format.minSubnormal)).toBe(format.minSubnormal);
    expect(Object.is(format.round(-format.minSubnormal / 4), -0)).toBe(true);
  });

  // No double overflows fp64.
  if (id === "fp64") return;
  test("overflow exactly from the threshold on", () => {
    expect(format.round(stepDouble(format.overflowThreshold, -1))).toBe(format.maxFinite);
    expect(format.round(format.overflowThreshold)).toBe(format.hasInfinity ? Infinity : NaN);
    expect(format.round(-format.overflowThreshold)).toBe(format.hasInfinity ? -Infinity : NaN);
  });
});
