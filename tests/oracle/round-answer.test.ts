// Correct rounding, proved on a format small enough to try everything: each output is placed among the rounding boundaries by
// comparing squares of integers, without the oracle's own arithmetic.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBits } from "../../src/formats/bits.ts";
import { bf16 } from "../../src/formats/bf16.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { fp8E4M3 } from "../../src/formats/fp8-e4m3.ts";
import { toy } from "../../src/formats/toy.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { integerAnswer } from "../../src/oracle/integer.ts";
import { integerRow, inverseRoot } from "../../src/oracle/integer-row.ts";
import { nearestOutput, outputOf } from "../../src/oracle/nearest-output.ts";
import { correctlyRounded } from "../../src/oracle/round-answer.ts";
import type { Row } from "../../src/oracle/row.ts";
import { budget, stride } from "../budget.ts";
import { rowArbitrary } from "./arbitrary-rows.ts";

/** Finite toy values in ascending order; all are multiples of 1/16, and the boundaries between them of 1/32. */
const values = Array.from({ length: 64 }, (_, code) => fromBits(toy, BigInt(code)))
  .filter((value) => Number.isFinite(value) && !Object.is(value, -0))
  .sort((a, b) => a - b);
const boundaries = [-15, ...values.slice(1).map((value, i) => (value + values[i]) / 2), 15].map((value) => BigInt(value * 32));
const rounded = [-Infinity, ...values, Infinity];

/** Whether the value's last significand bit is 0, so that a tie goes to it. */
function isEven(value: number): boolean {
  const magnitude = Math.abs(value);
  if (magnitude === Infinity) return true;
  const unit = magnitude < 0.25 ? 1 / 16 : 2 ** Math.floor(Math.log2(magnitude)) / 4;
  return (magnitude / unit) % 2 === 0;
}

const sign = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0);

/** RN_toy(y_i) by the definition; ε a multiple of 2^-44. */
function roundedByDefinition({ x, eps, gamma, beta }: Row): number[] {
  const n = BigInt(x.length);
  const integers = Array.from(x, (value) => BigInt(value * 16));
  const sum = integers.reduce((a, b) => a + b, 0n);
  const squares = integers.reduce((a, b) => a + b * b, 0n);
  // (16n)²·2^44·(v + ε)
  const shifted = (n * squares - sum * sum) * 2n ** 44n + 256n * n * n * BigInt(eps * 2 ** 44);
  return integers.map((integer, i) => {
    // y < m  ⇔  γ·d/√V < m − β  ⇔  16γ·D·2^23 < 32(m − β)·√shifted
    const left = BigInt((gamma?.[i] ?? 1) * 16) * (n * integer - sum) * 2n ** 23n;
    const offset = BigInt((beta?.[i] ?? 0) * 32);
    for (let k = 0; k < boundaries.length; k++) {
      const right = boundaries[k] - offset;
      const side = sign(left) !== sign(right) ? sign(left) - sign(right) : sign(left) * sign(left * left - right * right * shifted);
      if (side < 0) return rounded[k];
      if (side === 0) return isEven(rounded[k]) ? rounded[k] : rounded[k + 1];
    }
    return Infinity;
  });
}

const epsilons = [0, Math.fround(1e-5), 2 ** -4, 1];

/** All rows of n toy values in turn (every `every`-th), each with a few γ, β that walk through the values. */
function* toyRows(n: number, every: number): Generator<Row> {
  let walk = 0;
  const next = (): number => values[(walk = (walk * 5 + 7) % 9973) % values.length];
  for (let code = 0; code < values.length ** n; code += n === 1 ? every : every * stride) {
    const x = Float64Array.from({ length: n }, (_, i) => values[Math.floor(code / values.length ** i) % values.length]);
    for (const eps of epsilons) {
      if (eps === 0 && x.every((value) => value === x[0])) continue;
      yield { x, eps };
      const gamma = x.map(next);
      yield { x, eps, gamma };
      yield { x, eps, gamma, beta: x.map(next) };
      yield { x, eps, gamma: x.map(() => 1), beta: x.map((_, i) => (i % 2 === 0 ? 1 : -1)) };
    }
  }
}

describe("rows of the toy format", () => {
  test.each([
    [1, 1],
    [2, 1],
    [3, 53],
  ])("of %i values (every %i.) round as the definition says", (n, every) => {
    const wrong: string[] = [];
    let count = 0;
    for (const row of toyRows(n, every)) {
      count++;
      const expected = roundedByDefinition(row);
      const answer = exactAnswer(row);
      const actual = correctlyRounded(row, toy, answer);
      if (!expected.every((value, i) => value === actual[i])) wrong.push(`${JSON.stringify({ ...row, x: [...row.x] })}: ${expected} but got ${actual}`);
      if (count % 16 === 0) {
        const integer = correctlyRounded(row, toy, integerAnswer(row));
        if (!expected.every((value, i) => value === integer[i])) wrong.push(`in integers: ${JSON.stringify(row)}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(count).toBeGreaterThan(n === 1 ? 600 : budget(40_000));
  });

  test("round the same from a root of any few bits, and from any answer that is certified", () => {
    const wrong: string[] = [];
    for (const row of toyRows(2, 37)) {
      const expected = roundedByDefinition(row);
      const integers = integerRow(row)!;
      const answer = exactAnswer(row)!;
      for (const bits of [1, 3, 6]) {
        const inverse = inverseRoot(integers, bits);
        expected.forEach((value, i) => {
          const nearest = nearestOutput(toy, outputOf(integers, i, { gamma: row.gamma?.[i] ?? 1, beta: row.beta?.[i] ?? 0 }), integers, inverse);
          if (nearest !== value) wrong.push(`${JSON.stringify(row)} from ${bits} bits: ${nearest}, not ${value}`);
        });
      }
      for (const away of [-0.01, 0.01, -(2 ** -60), 2 ** -60]) {
        const [y, yError] = [answer.y.map((value) => value + away), answer.yError.map((error) => error + 1.01 * Math.abs(away))];
        const moved = correctlyRounded(row, toy, { ...answer, y, yError });
        if (!expected.every((value, i) => value === moved[i])) wrong.push(`${JSON.stringify(row)} moved by ${away}: ${moved}, not ${expected}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test("include ties", () => {
    // x̂ = ±1 exactly, so y = γ + β is exact, and half of these are ties.
    const row = { x: Float64Array.of(1, -1), eps: 0, gamma: Float64Array.of(1, 1), beta: Float64Array.of(0.125, 0.375) };
    expect([...correctlyRounded(row, toy)]).toEqual([1, -0.625]);
    expect([...correctlyRounded({ ...row, beta: Float64Array.of(1.25 + 0.125, 0) }, toy)]).toEqual([2.5, -1]);
    expect([...correctlyRounded({ ...row, gamma: Float64Array.of(14, 14), beta: Float64Array.of(1, -1) }, toy)]).toEqual([Infinity, -Infinity]);
  });
});

describe.each([fp16, bf16, fp32, fp64, fp8E4M3])("rows of $id", (format) => {
  test("round the same whether the interval or the integers decide", () => {
    fc.assert(
      fc.property(rowArbitrary(format, 6), (row) => {
        const integers = integerRow(row);
        if (integers === undefined) return;
        const inverse = inverseRoot(integers, 64);
        const actual = correctlyRounded(row, format);
        for (let i = 0; i < row.x.length; i++) {
          const output = outputOf(integers, i, { gamma: row.gamma?.[i] ?? 1, beta: row.beta?.[i] ?? 0 });
          expect(actual[i] + 0).toBe(nearestOutput(format, output, integers, inverse) + 0);
        }
      }),
      { seed: 21, numRuns: budget(150) },
    );
  });
});

test("overflow and its ties are the format's own", () => {
  const row = { x: Float64Array.of(1, -1), eps: 0, gamma: Float64Array.of(448, 448) };
  // 448 + 16 = 464 is halfway to the missing 480, and 448 is even; above it there is only NaN.
  expect([...correctlyRounded({ ...row, beta: Float64Array.of(16, 0) }, fp8E4M3)]).toEqual([448, -448]);
  expect([...correctlyRounded({ ...row, beta: Float64Array.of(17, -17) }, fp8E4M3)]).toEqual([NaN, NaN]);
  const large = { x: Float64Array.of(1, -1), eps: 0, gamma: Float64Array.of(Number.MAX_VALUE, Number.MAX_VALUE) };
  expect([...correctlyRounded({ ...large, beta: Float64Array.of(2 ** 969, -(2 ** 970)) }, fp64)]).toEqual([Number.MAX_VALUE, -Infinity]);
});

test("a row without an answer is refused", () => {
  expect(() => correctlyRounded({ x: Float64Array.of(1, 1), eps: 0 }, fp16)).toThrow(/no exact answer/);
});
