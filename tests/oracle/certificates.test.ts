// The certificates are as large as their derivation says and no larger: one that was twice as large would send kernels through that
// should be judged, one that was smaller would be no proof, and neither shows in the answers.

import { describe, expect, test } from "vitest";
import { certifiedAnswer } from "../../src/oracle/certified.ts";
import { certifiedMean } from "../../src/oracle/certified-mean.ts";
import { certifiedMax, certifiedMin } from "../../src/oracle/certified-range.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { integerAnswer } from "../../src/oracle/integer.ts";
import { integerRow, inverseRoot } from "../../src/oracle/integer-row.ts";
import type { Row } from "../../src/oracle/row.ts";

const u = 2 ** -53;
const u2 = 2 ** -106;
const epsilon = Math.fround(1e-5);

/** Relative error of V in units of u² (src/oracle/certified-spread.ts): the Sum2 of n squares, the quotient and the sum with ε. */
const shiftedUnits = (n: number): number => (n * n) / 2 + 4 * n + 16;

/** Half of V's, and 1 + 20 + 7 for deviation, root and product, with a little room for the bound's own roundings. */
const normalisedUnits = (n: number) => ({ least: 0.5 * shiftedUnits(n) + 28, most: 0.52 * shiftedUnits(n) + 30 });

function expectBetween(value: number, { least, most }: { least: number; most: number }): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}

describe("outputs of a row whose mean is exact", () => {
  test.each([2, 4, 8, 64, 256])("of %i values are certified to the sum of their operations' errors", (n) => {
    const x = Float64Array.from({ length: n }, (_, i) => ((i * 7) % 13) - 5);
    const gamma = x.map((_, i) => (i % 3) - 1.25);
    const beta = x.map((_, i) => (i % 5) - 1.75);
    const units = normalisedUnits(n);
    const [plain, scaled, shifted, both] = [{}, { gamma }, { beta }, { gamma, beta }].map((affine) => certifiedAnswer({ x, eps: epsilon, ...affine })!);
    for (let i = 0; i < n; i++) {
      const normalised = Math.abs(plain.normalised[i]);
      if (normalised === 0) continue;
      expectBetween(plain.yError[i] / (u2 * normalised), units);
      const product = Math.abs(gamma[i]) * normalised;
      expectBetween(scaled.yError[i] / (u2 * product), { least: units.least + 3, most: units.most + 3.1 });
      expectBetween(shifted.yError[i] / u2, { least: units.least * normalised + 2 * Math.abs(shifted.y[i]), most: units.most * normalised + 2.1 * Math.abs(shifted.y[i]) });
      const rest = 2 * Math.abs(both.y[i]);
      expectBetween(both.yError[i] / u2, { least: (units.least + 3) * product + rest, most: (units.most + 3.1) * product + 1.05 * rest });
    }
  });
});

describe("the mean's error", () => {
  test("is 0 where Σx and its quotient by n are exact", () => {
    expect(certifiedMean(Float64Array.of(1, 2, 3))!.error).toBe(0);
    expect(certifiedMean(Float64Array.of(1, 2))!.error).toBe(0);
  });

  test("is that of subtracting three parts, 8u³|μ|, where the mean is exact in more than one double", () => {
    for (const x of [[1, 2 ** -60, 0, 0], [1, 2 ** -53, 0, 0], [5, 2 ** -80]]) {
      const { error, high } = certifiedMean(Float64Array.from(x))!;
      expect(error).toBe(8 * u ** 3 * high);
    }
  });

  test("is too large to say anything where the sum has lost as much as the mean is", () => {
    const x = Float64Array.of(2 ** 250, 2 ** 140, 2 ** 30, -(2 ** 250), -(2 ** 140));
    expect(certifiedMean(x)).toBeUndefined();
    const { path, statistics } = exactAnswer({ x, eps: epsilon })!;
    expect([path, statistics.mean]).toEqual(["integer", 2 ** 30 / 5]);
  });

  test("is that of the quotient alone, 128u³, where only n does not divide", () => {
    for (const x of [[1, 2, 4], [1, 1, 1, 1, 2], [3, 1, 1, 1, 1, 1, 5]]) {
      const { error, high } = certifiedMean(Float64Array.from(x))!;
      // And 8u³ for subtracting what is then more than one double.
      expectBetween(error / (u ** 3 * high), { least: 135.9, most: 137 });
    }
  });

  test("includes what the last accumulator may have lost: n·u of what it summed", () => {
    // Σx is 2^100 + 1 + 2^-60 + …: three parts of 53 bits are needed, and the third one rounds.
    const small = [2 ** -60, 2 ** -60 * (1 + 2 ** -52)];
    const x = Float64Array.of(2 ** 100, 1, ...small, -(2 ** 100));
    const { error, high } = certifiedMean(x)!;
    const third = small.reduce((sum, value) => sum + value, 0);
    expectBetween(error, { least: (third * u) / 2, most: 5 * third * u + 200 * u ** 3 * high });
  });

  test("enters the outputs once divided by σ, and twice relative to σ through the variance", () => {
    // Values near 1 that differ in their last bits: the mean's error stands out against everything else.
    const x = Float64Array.of(1, 1 + 2 ** -50, 1 - 2 ** -50, 1 + 2 ** -49, 1);
    const mean = certifiedMean(x)!;
    expect(mean.error).toBeGreaterThan(0);
    const answer = certifiedAnswer({ x, eps: 0 })!;
    const relative = mean.error * answer.rstd;
    for (let i = 0; i < x.length; i++) {
      const normalised = Math.abs(answer.normalised[i]);
      const units = normalisedUnits(x.length);
      expectBetween(answer.yError[i], {
        least: relative + normalised * (relative + units.least * u2),
        most: 1.0001 * relative + normalised * (1.03 * relative + units.most * u2),
      });
    }
  });
});

describe("the range in which double-double arithmetic is trusted", () => {
  const inside = [certifiedMin, -certifiedMin, certifiedMax, -certifiedMax, 0];
  const outside = [certifiedMin * (1 - u), -certifiedMin * (1 - u), certifiedMax * (1 + 2 * u), -certifiedMax * (1 + 2 * u), Infinity, NaN];
  const row: Row = { x: Float64Array.of(1, 2), eps: epsilon };

  test("is the same for x, γ and β, its ends included", () => {
    for (const value of inside) {
      expect(certifiedMean(Float64Array.of(value, value))).toBeDefined();
      expect(certifiedAnswer({ ...row, gamma: Float64Array.of(1, value) })).toBeDefined();
      expect(certifiedAnswer({ ...row, beta: Float64Array.of(1, value) })).toBeDefined();
    }
    for (const value of outside) {
      expect(certifiedMean(Float64Array.of(value, value))).toBeUndefined();
      expect(certifiedAnswer({ ...row, gamma: Float64Array.of(1, value) })).toBeUndefined();
      expect(certifiedAnswer({ ...row, beta: Float64Array.of(1, value) })).toBeUndefined();
    }
  });

  test("is that of ε too, 0 included", () => {
    for (const eps of [0, certifiedMin, certifiedMax]) expect(certifiedAnswer({ ...row, eps })).toBeDefined();
    for (const eps of [certifiedMin / 2, certifiedMax * 2]) {
      expect(certifiedAnswer({ ...row, eps })).toBeUndefined();
      expect(exactAnswer({ ...row, eps })?.path).toBe("integer");
    }
  });
});

test("the integers' certificate is what two doubles leave: a few 2^-107, and 0 where the output is a double", () => {
  const x = Float64Array.from({ length: 7 }, (_, i) => Math.fround(Math.sin(i + 1) * 1000));
  const gamma = x.map((_, i) => (i === 3 ? 0 : 1 + i / 8));
  const beta = x.map((_, i) => i / 3 - 1);
  for (const row of [{ x, eps: epsilon }, { x, eps: epsilon, gamma }, { x, eps: epsilon, gamma, beta }]) {
    const { y, yError } = integerAnswer(row)!;
    for (let i = 0; i < x.length; i++) {
      if (row.gamma?.[i] === 0) expect(yError[i]).toBe(0);
      else expectBetween(yError[i], { least: 2 ** -180, most: 2 ** -105 * (Math.abs(y[i]) + Math.abs(row.beta?.[i] ?? 0)) });
    }
  }
});

test("the integers' certificate covers what a subnormal remainder loses", () => {
  // x̂ = 1/2 exactly, so y = 1.5 λ: the nearest double is 2λ, and −λ/2 is no double.
  const { y, yLow, yError } = integerAnswer({ x: Float64Array.of(1, -1), eps: 3, gamma: Float64Array.of(3 * 2 ** -1074, 1) })!;
  expect([y[0], y[1]]).toEqual([2 * 2 ** -1074, -0.5]);
  // Twice the distance, in units of λ: y + yLow and 1.5 themselves need more digits than there are.
  expect(2 * (yError[0] / 2 ** -1074)).toBeGreaterThanOrEqual(Math.abs(2 * ((y[0] + yLow[0]) / 2 ** -1074) - 3));
});

test("an inverse root has the bits that were asked for", () => {
  for (const x of [[1, 2], [3, 4, 9], [0.1, 0.7, 0.3, 1e-9], [1e200, 1]]) {
    const integers = integerRow({ x: Float64Array.from(x), eps: epsilon })!;
    for (const bits of [8, 64, 128, 200]) {
      const { root, places } = inverseRoot(integers, bits);
      expect(root >= 1n << BigInt(bits)).toBe(true);
      // root ≤ 2^places/√W < root + 1
      const square = 1n << BigInt(2 * places);
      expect(root ** 2n * integers.shifted <= square && (root + 1n) ** 2n * integers.shifted > square).toBe(true);
    }
  }
});
