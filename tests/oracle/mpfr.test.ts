// The oracle against MPFR, at a precision that holds every sum of doubles exactly.

import fc from "fast-check";
import { init } from "gmp-wasm";
import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import type { Format } from "../../src/formats/format.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { fp8E4M3 } from "../../src/formats/fp8-e4m3.ts";
import { fp8E5M2 } from "../../src/formats/fp8-e5m2.ts";
import { toy } from "../../src/formats/toy.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { ExactAnswer } from "../../src/oracle/exact-answer.ts";
import { integerAnswer } from "../../src/oracle/integer.ts";
import type { Row } from "../../src/oracle/row.ts";
import { budget } from "../budget.ts";
import { rowArbitrary } from "./arbitrary-rows.ts";
import type { Big } from "./big.ts";

const { getContext } = await init();

/** |answer − MPFR| within the certified error, for every output; and the statistics to 2^-50. Returns what is wrong. */
function disagreements(row: Row, answer: ExactAnswer, precisionBits: number): string[] {
  const context = getContext({ precisionBits });
  const wrong: string[] = [];
  const close = (name: string, actual: number, exact: Big, relative: number): void => {
    const expected = exact.toNumber();
    const error = Math.abs(actual - expected);
    const flushed = Math.abs(expected) < 2 ** -1000 && error <= Math.max(2 ** -1074, Math.abs(expected) * relative);
    if (actual !== expected && !(error <= Math.abs(expected) * relative) && !flushed) wrong.push(`${name} is ${actual}, MPFR ${expected}`);
  };
  const float = (value: number): Big => context.Float(value) as unknown as Big;
  const n = row.x.length;
  const x = Array.from(row.x, (value) => float(value));
  const meanOf = (values: readonly Big[]): Big => values.reduce((sum, value) => sum.add(value), float(0)).div(n);
  const mean = meanOf(x);
  const deviations = x.map((value) => value.sub(mean));
  const variance = meanOf(deviations.map((d) => d.mul(d)));
  const shifted = variance.add(float(row.eps));
  const root = shifted.sqrt();
  const { statistics } = answer;
  const relative = 2 ** -50;
  close("mean", statistics.mean, mean, relative);
  close("variance", statistics.variance, variance, relative);
  close("rstd", answer.rstd, float(1).div(root), relative);
  close("deviationMean", statistics.deviationMean, meanOf(deviations.map((d) => d.abs())), relative);
  close("magnitudeMean", statistics.magnitudeMean, meanOf(x.map((value) => value.abs())), relative);
  close("meanSquare", statistics.meanSquare, meanOf(x.map((value) => value.mul(value))), relative);
  close("conditionNumber", statistics.conditionNumber, mean.mul(mean).div(shifted).add(1).sqrt(), relative);
  if (statistics.deviationMax !== Math.max(...statistics.deviations.map(Math.abs))) wrong.push("deviationMax");
  if (statistics.magnitudeMax !== Math.max(...row.x.map(Math.abs))) wrong.push("magnitudeMax");
  for (let i = 0; i < n; i++) {
    close(`deviations[${i}]`, statistics.deviations[i], deviations[i], relative);
    const normalised = deviations[i].div(root);
    close(`normalised[${i}]`, answer.normalised[i], normalised, relative);
    const exact = normalised.mul(float(row.gamma?.[i] ?? 1)).add(float(row.beta?.[i] ?? 0));
    if (!Number.isFinite(answer.y[i])) {
      if (Math.abs(exact.toNumber()) <= Number.MAX_VALUE) wrong.push(`y[${i}] is not finite`);
      continue;
    }
    const error = exact.sub(float(answer.y[i])).sub(float(answer.yLow[i])).abs();
    if (error.greaterThan(float(answer.yError[i]))) wrong.push(`y[${i}] is off by ${error.toNumber()}, certified ${answer.yError[i]}`);
    if (answer.path === "integer" && exact.toNumber() !== answer.y[i]) wrong.push(`y[${i}] is not the nearest double`);
  }
  context.destroy();
  return wrong;
}

const cases: readonly [Format, number, number][] = [
  [fp16, 600, 250],
  [bf16, 1400, 120],
  [fp32, 1400, 250],
  [fp64, 9000, 60],
  [fp8E4M3, 600, 60],
  [fp8E5M2, 600, 60],
  [toy, 600, 60],
];

describe.each(cases)("rows of $id", (format, precisionBits, numRuns) => {
  test("are answered as MPFR answers them, on the fast path and in integers", () => {
    fc.assert(
      fc.property(rowArbitrary(format, 9), (row) => {
        const answer = exactAnswer(row);
        if (answer === undefined) {
          expect(row.eps).toBe(0);
          expect(new Set(row.x.map((value) => value + 0)).size).toBe(1);
          return;
        }
        expect(disagreements(row, answer, precisionBits)).toEqual([]);
        const exact = integerAnswer(row);
        expect(exact).toBeDefined();
        expect(disagreements(row, exact as ExactAnswer, precisionBits)).toEqual([]);
      }),
      { seed: 11, numRuns: budget(numRuns) },
    );
  });
});
