// Outside the contract: what is graded how, and what is left alone.

import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/bounds/contract.ts";
import { gradeBeyond } from "../../src/contract/beyond.ts";
import { Call } from "../../src/contract/call.ts";
import { isJudged } from "../../src/contract/judge.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";

const stable: Contract = { storage: fp32, accumulator: fp32, algorithm: "stable", summation: "any", output: "any" };
const eps = Math.fround(1e-5);

interface Outside {
  readonly x: readonly number[];
  readonly gamma?: readonly number[];
  readonly beta?: readonly number[];
  readonly eps?: number;
  readonly contract?: Contract;
}

function rowOf({ x, gamma, beta, eps: given = eps, contract = stable }: Outside, y: readonly number[]) {
  const batch: Batch = { rows: 1, cols: x.length, x: Float64Array.from(x), eps: given, gamma: gamma && Float64Array.from(gamma), beta: beta && Float64Array.from(beta) };
  return new Call(batch, contract, { y: Float64Array.from(y) }).row(0);
}

/** κ of a million: nothing is promised. Exact: ∓1. */
const hard: Outside = { x: [2 ** 23, 2 ** 23 + 1] };
/** Squares beyond fp32. Exact: 1, −1, 0. */
const huge: Outside = { x: [2e19, -2e19, 0].map(Math.fround) };

it("the rows of this test are outside the contract, and have an answer", () => {
  for (const row of [rowOf(hard, [0, 0]), rowOf(huge, [0, 0, 0])]) {
    expect(isJudged(row)).toBe(false);
    expect(row.exact).toBeDefined();
  }
});

describe("impossible", () => {
  it.each([NaN, Infinity, -Infinity])("%s is non-finite", (value) => {
    expect(gradeBeyond(rowOf(hard, [-1, value]))).toMatchObject({ grade: "impossible", symptom: "non-finite", column: 1, observed: value });
  });

  it("every output β is collapsed", () => {
    const graded = gradeBeyond(rowOf(huge, [0, 0, 0]));
    expect(graded).toMatchObject({ grade: "impossible", symptom: "collapsed" });
    expect(graded!.message).toMatch(/^every output is 0, as if the row were constant; y\[0\] should be 1\.22474/);
    expect(gradeBeyond(rowOf({ ...huge, gamma: [2, 2, 2], beta: [5, 6, 7] }, [5, 6, 7]))).toMatchObject({ symptom: "collapsed" });
  });

  it("|x̂| above √n is too large, γ and β taken off", () => {
    expect(gradeBeyond(rowOf(hard, [-1, 316]))).toMatchObject({ grade: "impossible", symptom: "too-large", column: 1, observed: 316 });
    expect(gradeBeyond(rowOf({ ...hard, gamma: [10, 10], beta: [100, 100] }, [90, 1000]))).toMatchObject({ symptom: "too-large" });
    expect(gradeBeyond(rowOf(hard, [-1, 316]))!.message).toContain("|x̂| = 316.0 is more than √2");
  });
});

describe("inaccurate", () => {
  it("is an error of a quarter of the output's scale, or more", () => {
    expect(gradeBeyond(rowOf(hard, [-1, 0.7]))).toMatchObject({ grade: "inaccurate", symptom: "inaccurate", column: 1, observed: 0.7 });
    expect(gradeBeyond(rowOf(hard, [-1, 0.8]))).toBeUndefined();
    expect(gradeBeyond(rowOf({ ...hard, gamma: [10, 10] }, [-10, 7]))).toMatchObject({ symptom: "inaccurate" });
    expect(gradeBeyond(rowOf({ ...hard, gamma: [10, 10] }, [-10, 8]))).toBeUndefined();
  });

  it("names the worst column", () => {
    expect(gradeBeyond(rowOf(hard, [-0.6, 0.2]))).toMatchObject({ column: 1, expected: expect.closeTo(1, 3) });
  });
});

describe("done well", () => {
  it("the exact answer", () => {
    const { exact } = rowOf(huge, [0, 0, 0]);
    expect(gradeBeyond(rowOf(huge, [...exact!.y].map(Math.fround)))).toBeUndefined();
  });

  it("β that swallows γ·x̂ is no collapse", () => {
    expect(gradeBeyond(rowOf({ ...hard, beta: [1e9, 1e9] }, [1e9, 1e9]))).toBeUndefined();
  });

  it("γ = 0 gives β", () => {
    const silenced: Outside = { ...hard, gamma: [0, 1], beta: [1, 2] };
    expect(gradeBeyond(rowOf(silenced, [1, 3]))).toBeUndefined();
    expect(gradeBeyond(rowOf(silenced, [1.5, 3]))).toMatchObject({ grade: "inaccurate", column: 0, expected: 1 });
  });

  it("an exact y beyond the format's range is Infinity there", () => {
    const contract: Contract = { ...stable, storage: fp16 };
    const beyond: Outside = { x: [1, -1], gamma: [60000, 60000], beta: [60000, 0], contract };
    const { exact, bound } = rowOf(beyond, [Infinity, -60000]);
    expect(exact!.y[0]).toBeGreaterThan(fp16.maxFinite);
    expect(bound!.finite).toBe(false);
    expect(gradeBeyond(rowOf(beyond, [Infinity, -60000]))).toBeUndefined();
    expect(gradeBeyond(rowOf(beyond, [-Infinity, -60000]))).toMatchObject({ symptom: "non-finite" });
  });

  it("rows inside the contract, and rows without an answer, are not for us", () => {
    expect(gradeBeyond(rowOf({ x: [1, 2, 3] }, [NaN, NaN, NaN]))).toBeUndefined();
    expect(gradeBeyond(rowOf({ x: [1, NaN, 3] }, [1, 2, 3]))).toBeUndefined();
    expect(gradeBeyond(rowOf({ x: [1, 1], eps: 0 }, [NaN, NaN]))).toBeUndefined();
  });
});
