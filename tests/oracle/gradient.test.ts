// The exact gradient against two others: MPFR, which carries the formula out with bits to spare, and central differences of the exact forward
// pass, which know nothing of the formula.

import fc from "fast-check";
import { init } from "gmp-wasm";
import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import type { Format } from "../../src/formats/format.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { fp8E4M3 } from "../../src/formats/fp8-e4m3.ts";
import { toy } from "../../src/formats/toy.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { parameterGradients } from "../../src/oracle/gradient-sums.ts";
import { exactGradient } from "../../src/oracle/gradient.ts";
import type { Row } from "../../src/oracle/row.ts";
import { budget } from "../budget.ts";
import { finiteValue, rowArbitrary } from "./arbitrary-rows.ts";
import type { Big } from "./big.ts";

const { getContext } = await init();

/** dx of a row by MPFR. */
function bigGradient(row: Row, dy: Float64Array, float: (value: number) => Big): Big[] {
  const n = row.x.length;
  const x = Array.from(row.x, (value) => float(value));
  const meanOf = (values: readonly Big[]): Big => values.reduce((sum, value) => sum.add(value), float(0)).div(n);
  const mean = meanOf(x);
  const deviations = x.map((value) => value.sub(mean));
  const r = float(1).div(meanOf(deviations.map((d) => d.mul(d))).add(float(row.eps)).sqrt());
  const normalised = deviations.map((d) => d.mul(r));
  const g = Array.from(dy, (value, i) => float(value).mul(float(row.gamma?.[i] ?? 1)));
  const c1 = meanOf(g);
  const c2 = meanOf(g.map((value, i) => value.mul(normalised[i]!)));
  return g.map((value, i) => r.mul(value.sub(c1).sub(normalised[i]!.mul(c2))));
}

const gradientRow = (format: Format) => rowArbitrary(format, 6).chain((row) => fc.record({ row: fc.constant(row), dy: fc.array(finiteValue(format), { minLength: row.x.length, maxLength: row.x.length }).map((values) => Float64Array.from(values)) }));

describe.each([fp16, bf16, fp32, fp8E4M3, toy, fp64])("dx of rows of $id", (format) => {
  test("is MPFR's within the certified error, and rounds as MPFR's does", () => {
    // Sums of products of three doubles, over the whole range of fp64.
    const precisionBits = format === fp64 ? 9000 : 2400;
    fc.assert(
      fc.property(gradientRow(format), ({ row, dy }) => {
        const answer = exactGradient(row, dy);
        fc.pre(answer !== undefined);
        const context = getContext({ precisionBits });
        const float = (value: number): Big => context.Float(value) as unknown as Big;
        const rounded = answer.rounded(format);
        bigGradient(row, dy, float).forEach((exact, i) => {
          const value = exact.toNumber();
          if (Number.isFinite(answer.dx[i]!)) {
            const error = exact.sub(float(answer.dx[i]!)).sub(float(answer.dxLow[i]!)).abs();
            // Where dx is 0 MPFR is left with its own rounding, far below the smallest double.
            expect(error.toNumber() > 0 && error.greaterThan(float(answer.dxError[i]!)), `dx[${i}] = ${answer.dx[i]}, MPFR ${value}, certified to ${answer.dxError[i]}, off by ${error.toNumber()}`).toBe(false);
          }
          // A double is near enough to a narrow format's value to round to it, but beside a midpoint.
          const near = format.round(value);
          if (format !== fp64 && Math.abs(value) < Infinity && format.round(value * (1 + 2 ** -50)) === near && format.round(value * (1 - 2 ** -50)) === near) expect(rounded[i] === near || (Number.isNaN(near) && Number.isNaN(rounded[i]!))).toBe(true);
          if (format === fp64 && rounded[i] !== value) expect(Math.abs(rounded[i]! - value)).toBeLessThanOrEqual(Math.abs(value) * 2 ** -52 + 2 ** -1074);
        });
        context.destroy();
      }),
      { numRuns: budget(format === fp64 ? 60 : 300), seed: 5 },
    );
  });
});

describe("dx, dγ and dβ", () => {
  const random = (count: number, seed: number) => Float64Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed * 37.7 + i * 12.9898) * 3));

  test.each([2, 3, 8, 17])("of %i columns are central differences of the exact forward pass", (n) => {
    const row: Row = { x: random(n, 1), eps: Math.fround(1e-3), gamma: random(n, 2), beta: random(n, 3) };
    const dy = random(n, 4);
    /** Σ dy·y, exactly enough: the difference quotient is divided by a small step. */
    const objective = (changed: Partial<Row>) => {
      const { y, yLow } = exactAnswer({ ...row, ...changed })!;
      return dy.reduce((sum, value, i) => ({ high: sum.high + value * y[i]!, low: sum.low + value * yLow[i]! }), { high: 0, low: 0 });
    };
    const step = 2 ** -12;
    const difference = (name: "x" | "gamma" | "beta", i: number) => {
      const moved = (by: number) => objective({ [name]: row[name]!.map((value, j) => (j === i ? value + by : value)) });
      const quotient = (h: number) => (moved(h).high - moved(-h).high + moved(h).low - moved(-h).low) / (2 * h);
      // Richardson: the error of order h² goes.
      return (4 * quotient(step / 2) - quotient(step)) / 3;
    };
    const gradient = exactGradient(row, dy)!;
    const parameters = parameterGradients([{ dy, forward: exactAnswer({ x: row.x, eps: row.eps })! }]);
    for (let i = 0; i < n; i++) {
      expect(gradient.dx[i]).toBeCloseTo(difference("x", i), 7);
      expect(parameters.dgamma.value[i]).toBeCloseTo(difference("gamma", i), 9);
      expect(parameters.dbeta.value[i]).toBeCloseTo(difference("beta", i), 9);
    }
  });

  test("the sums over rows are exact where the terms are", () => {
    const rows = [1, 2 ** 60, -(2 ** 60)].map((value) => ({ dy: Float64Array.of(value), forward: exactAnswer({ x: Float64Array.of(1), eps: 1 })! }));
    const { dbeta } = parameterGradients(rows);
    expect(dbeta.value[0]! + dbeta.low[0]!).toBe(1);
  });

  test("there are none for NaN, infinities and v + ε = 0, and dy must have a value for every column", () => {
    const row: Row = { x: Float64Array.of(1, 1), eps: 0 };
    expect(exactGradient(row, Float64Array.of(1, 2))).toBeUndefined();
    expect(exactGradient({ ...row, eps: 1 }, Float64Array.of(1, NaN))).toBeUndefined();
    expect(exactGradient({ ...row, eps: 1, gamma: Float64Array.of(1, Infinity) }, Float64Array.of(1, 2))).toBeUndefined();
    expect(() => exactGradient({ ...row, eps: 1 }, Float64Array.of(1))).toThrow("dy has 1 values for 2 columns");
  });
});
