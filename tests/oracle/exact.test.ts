// The oracle's two paths against each other, and the rows where answers are easily wrong or do not exist.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import type { Format } from "../../src/formats/format.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { certifiedAnswer } from "../../src/oracle/certified.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { ExactAnswer } from "../../src/oracle/exact-answer.ts";
import { integerAnswer } from "../../src/oracle/integer.ts";
import type { Row } from "../../src/oracle/row.ts";
import { budget } from "../budget.ts";
import { rowArbitrary } from "./arbitrary-rows.ts";

const epsilon = Math.fround(1e-5);

function answerOf(row: Row): ExactAnswer {
  const answer = exactAnswer(row);
  if (answer === undefined) throw new Error("no answer");
  return answer;
}

/** Largest |certified − integer| / (their certified errors), over the outputs; ≤ 1 or a certificate is wrong. */
function certificateRatio(certified: ExactAnswer, integer: ExactAnswer): number {
  let worst = 0;
  for (let i = 0; i < integer.y.length; i++) {
    const distance = Math.abs(certified.y[i] - integer.y[i] + (certified.yLow[i] - integer.yLow[i]));
    const allowed = certified.yError[i] + integer.yError[i] + Math.abs(certified.yLow[i]) * 2 ** -52;
    worst = Math.max(worst, distance === 0 ? 0 : distance / allowed);
  }
  return worst;
}

/** Doubles within the certified range of magnitudes. */
const moderate: Format = {
  ...fp64,
  exponentMin: -80,
  exponentMax: 80,
  minNormal: 2 ** -80,
  minSubnormal: 2 ** -132,
  maxFinite: (2 - 2 ** -52) * 2 ** 80,
};

describe.each([
  { name: "fp16", format: fp16, share: 0.99 },
  { name: "bf16", format: bf16, share: 0.99 },
  { name: "fp32", format: fp32, share: 0.99 },
  { name: "fp64", format: fp64, share: 0 },
  { name: "fp64, moderate", format: moderate, share: 0.6 },
])("the certified path on rows of $name", ({ format, share }) => {
  test("agrees with the integers within its certificate, statistics included, and is usually taken", () => {
    let taken = 0;
    let rows = 0;
    fc.assert(
      fc.property(rowArbitrary(format, 40), (row) => {
        const integer = integerAnswer(row);
        const certified = certifiedAnswer(row);
        if (integer === undefined) return void expect(certified).toBeUndefined();
        rows++;
        if (certified === undefined) return;
        taken++;
        expect(certificateRatio(certified, integer)).toBeLessThanOrEqual(1);
        for (const key of ["mean", "variance", "deviationMax", "deviationMean", "magnitudeMean", "magnitudeMax", "meanSquare", "conditionNumber"] as const) {
          const [a, b] = [certified.statistics[key], integer.statistics[key]];
          expect(Math.abs(a - b), key).toBeLessThanOrEqual(Math.abs(b) * 2 ** -50);
        }
        for (let i = 0; i < row.x.length; i++) {
          const [a, b] = [certified.statistics.deviations[i], integer.statistics.deviations[i]];
          expect(Math.abs(a - b)).toBeLessThanOrEqual(Math.abs(b) * 2 ** -50);
          expect(Math.abs(certified.normalised[i] - integer.normalised[i])).toBeLessThanOrEqual(Math.abs(integer.normalised[i]) * 2 ** -50);
        }
      }),
      { seed: 31, numRuns: budget(400) },
    );
    expect(taken / rows).toBeGreaterThan(share);
  });
});

test("the fast path's figures are the nearest doubles but for a few in a hundred, and the outputs' second parts belong to the first", () => {
  let [compared, different] = [0, 0];
  for (let n = 3; n < 60; n++) {
    const x = Float64Array.from({ length: n }, (_, i) => 3 + n / 7 + Math.sin(i * i + n) * 2 ** (n % 5));
    const gamma = x.map((_, i) => 1 + i / 3);
    const beta = x.map((_, i) => Math.cos(i) * 5);
    for (const row of [{ x, eps: epsilon }, { x, eps: epsilon, gamma }, { x, eps: epsilon, gamma, beta }]) {
      const [certified, integer] = [certifiedAnswer(row)!, integerAnswer(row)!];
      const figures = (answer: ExactAnswer) => {
        const { mean, variance, deviations, deviationMax, magnitudeMean, deviationMean } = answer.statistics;
        return [mean, variance, answer.rstd, deviationMax, magnitudeMean, deviationMean, ...deviations, ...answer.normalised, ...answer.y];
      };
      const exact = figures(integer);
      figures(certified).forEach((figure, k) => {
        compared++;
        if (figure !== exact[k]) different++;
        expect(Math.abs(figure - exact[k])).toBeLessThanOrEqual(Math.abs(exact[k]) * 2 ** -52);
      });
      for (let i = 0; i < n; i++) expect(certified.y[i] + certified.yLow[i]).toBe(certified.y[i]);
    }
  }
  expect(different / compared).toBeLessThan(0.01);
});

test("long rows are certified to a small part of a double's last place", () => {
  for (const n of [64, 257, 4096]) {
    for (const [offset, spread] of [[0, 1], [1000, 1], [1, 2 ** -40], [2 ** 60, 2 ** 20]]) {
      const x = Float64Array.from({ length: n }, (_, i) => offset + spread * Math.sin(i * i + 1));
      const certified = certifiedAnswer({ x, eps: epsilon });
      expect(certified).toBeDefined();
      const integer = integerAnswer({ x, eps: epsilon });
      expect(certificateRatio(certified as ExactAnswer, integer as ExactAnswer)).toBeLessThanOrEqual(1);
      for (let i = 0; i < n; i++) expect(certified?.yError[i]).toBeLessThanOrEqual(2 ** -80);
    }
  }
});

describe("constant rows", () => {
  test.each([0.1, 65504, 2 ** -24, -3, 2 ** -1074, Number.MAX_VALUE, 0, -0])("of %d have variance 0 and give β exactly", (value) => {
    const beta = Float64Array.of(1, -0.5, 0.25, 2, 0, 3, 7);
    for (const path of [exactAnswer, integerAnswer]) {
      const answer = path({ x: new Float64Array(7).fill(value), eps: epsilon, gamma: beta, beta });
      expect(answer?.statistics.variance).toBe(0);
      expect(answer?.statistics.mean).toBe(value + 0);
      expect([...(answer?.y ?? [])]).toEqual([...beta]);
      expect(answer?.yError.every((error) => error === 0)).toBe(true);
      expect(answer?.rstd).toBeCloseTo(1 / Math.sqrt(epsilon), 10);
    }
  });

  test("leave β to its owner", () => {
    const beta = Float64Array.of(1, 2);
    const answer = answerOf({ x: Float64Array.of(3, 3), eps: epsilon, beta });
    answer.y[0] = 7;
    expect([...beta]).toEqual([1, 2]);
  });

  test("have the condition number |μ|/√ε, also where its square leaves the range of doubles", () => {
    for (const path of [exactAnswer, integerAnswer]) {
      const { conditionNumber } = path({ x: Float64Array.of(-(2 ** 600), -(2 ** 600)), eps: 2 ** -148 })!.statistics;
      expect(conditionNumber).toBe(2 ** 674);
    }
  });

  test("differ from rows that vary by the smallest step", () => {
    for (const [value, step] of [[0, 2 ** -1074], [1, 2 ** -52], [Number.MAX_VALUE, -(2 ** 971)]]) {
      const answer = answerOf({ x: Float64Array.of(value, value, value + step), eps: 0 });
      expect(answer.statistics.variance).toBeGreaterThan(0);
      // √2 or 1/√2, whatever the scale.
      expect(Math.abs(answer.y[2] / Math.SQRT2)).toBeCloseTo(1, 15);
    }
  });
});

test("deviations that are zero are exactly zero", () => {
  const { statistics } = answerOf({ x: Float64Array.of(0.1, 0.1 + 2 ** -56, 0.1 - 2 ** -56), eps: epsilon });
  expect(statistics.mean).toBe(0.1);
  expect([...statistics.deviations]).toEqual([0, 2 ** -56, -(2 ** -56)]);
  expect(answerOf({ x: Float64Array.of(1, 2, 3), eps: 0 }).y[1]).toBe(0);
});

test("deviations that drown in the mean's error are left to the integers", () => {
  // μ = 1 + 2^-120/5, so d_0 = −2^-120/5: a hundred bits below what it is the difference of.
  const answer = answerOf({ x: Float64Array.of(1, 0.5, 1.5, 2, 2 ** -120), eps: epsilon });
  expect(answer.path).toBe("integer");
  expect(answer.statistics.deviations[0]).toBe(-(2 ** -120) / 5);
});

test("no answer for what has none", () => {
  const x = Float64Array.of(1, 2);
  expect(exactAnswer({ x: Float64Array.of(1, NaN), eps: epsilon })).toBeUndefined();
  expect(exactAnswer({ x: Float64Array.of(-Infinity, 1), eps: epsilon })).toBeUndefined();
  expect(exactAnswer({ x, eps: epsilon, gamma: Float64Array.of(NaN, 1) })).toBeUndefined();
  expect(exactAnswer({ x, eps: epsilon, beta: Float64Array.of(0, Infinity) })).toBeUndefined();
  expect(exactAnswer({ x: Float64Array.of(1, 1), eps: epsilon, gamma: Float64Array.of(NaN, 1) })).toBeUndefined();
  for (const beta of [Float64Array.of(NaN, 1), Float64Array.of(1, -Infinity)]) expect(exactAnswer({ x: Float64Array.of(1, 1), eps: epsilon, beta })).toBeUndefined();
  expect(exactAnswer({ x: Float64Array.of(1, 1), eps: 0 })).toBeUndefined();
});

test("malformed rows are named", () => {
  const x = Float64Array.of(1, 2);
  expect(() => exactAnswer({ x: new Float64Array(0), eps: epsilon })).toThrow(/x is empty/);
  expect(() => exactAnswer({ x, eps: -1 })).toThrow(/eps is -1/);
  expect(() => exactAnswer({ x, eps: NaN })).toThrow(/eps is NaN/);
  expect(() => exactAnswer({ x, eps: Infinity })).toThrow(/eps is Infinity/);
  expect(() => exactAnswer({ x, eps: 0, gamma: Float64Array.of(1) })).toThrow(/gamma has 1 values for 2 columns/);
  expect(() => exactAnswer({ x, eps: 0, beta: Float64Array.of(1) })).toThrow(/beta has 1 values for 2 columns/);
});

test("statistics beyond the range of doubles become Infinity, the outputs stay right", () => {
  const answer = answerOf({ x: Float64Array.of(1.5e308, -1.5e308, 0), eps: epsilon });
  expect(answer.path).toBe("integer");
  expect(answer.statistics.variance).toBe(Infinity);
  expect(answer.y[0]).toBeCloseTo(Math.sqrt(1.5), 15);
  const beyond = answerOf({ x: Float64Array.of(1, -1, -1, -1), eps: 0, gamma: new Float64Array(4).fill(Number.MAX_VALUE) });
  expect([beyond.y[0], beyond.yError[0]]).toEqual([Infinity, Infinity]);
  expect(Number.isFinite(beyond.y[1])).toBe(true);
});
