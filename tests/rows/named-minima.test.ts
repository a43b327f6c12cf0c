// What the shrinker must end with, on failures that people know: the smallest row that a person would write down for them.

import { describe, expect, it } from "vitest";
import { nextUp } from "../../src/formats/neighbours.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { epsilonDefault } from "../../src/rows/epsilon.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { shrunk } from "./shrunk.ts";

const fp16 = formatOf("fp16");
const fp32 = formatOf("fp32");
const callsMax = 2000;

/** 768 values around an offset, with γ, β and an unusual ε. */
function longRow(offset: number, deviation: number, round = fp16.round): Batch {
  const random = randomFrom(`${offset} ${deviation}`);
  const values = (mean: number, sigma: number) => Float64Array.from({ length: 768 }, () => round(mean + sigma * random.normal()));
  return { rows: 1, cols: 768, x: values(offset, deviation), eps: Math.fround(1e-3), gamma: values(1, 1), beta: values(0, 1) };
}

const sequentialSum = (x: Float64Array, round: (x: number) => number) => x.reduce((sum, value) => round(sum + value), 0);
const neighbours = (x: Float64Array) => x.some((value) => x.includes(nextUp(fp16, value)));

const minima: readonly [string, Batch, (batch: Batch) => boolean, number[], string?][] = [
  ["a square that overflows fp16", longRow(0, 200), ({ x }) => x.some((value) => fp16.round(value * value) === Infinity), [256]],
  ["a large value", longRow(0, 600), ({ x }) => x.some((value) => Math.abs(value) >= 1000), [1024]],
  ["the largest value", longRow(65504, 4000, (x) => Math.min(65504, fp16.round(x))), ({ x }) => x.includes(65504), [65504]],
  ["a negative value", longRow(-7, 2), ({ x }) => x.some((value) => value < 0), [-1]],
  ["a sum that overflows fp16", longRow(1000, 1), ({ x }) => sequentialSum(x, fp16.round) === Infinity, [32768, 32768]],
  ["a sum of squares that overflows fp16", longRow(0, 30), ({ x }) => sequentialSum(x.map((v) => v * v), fp16.round) === Infinity, [256]],
  ["two adjacent values", longRow(0, 3), ({ x }) => neighbours(x), [1024, 1025]],
  ["two adjacent values, far from zero", longRow(-4000, 30), ({ x }) => neighbours(x), [1024, 1025]],
  ["five different values", longRow(0, 3), ({ x }) => new Set(x).size >= 5, [0, 1, 2, 3, 4]],
  ["an odd number above 4096", longRow(20000, 4000, fp32.round), ({ x }) => x.some((value) => value > 4096 && Math.abs(value % 2) === 1), [4097], "fp32"],
  ["a subnormal", longRow(0, 2 ** -15), ({ x }) => x.some((value) => value !== 0 && Math.abs(value) < fp16.minNormal), [2 ** -15]],
];

describe("a row of 768 values shrinks to the row a person would write", () => {
  it.each(minima)("%s", (_, start, fails, expected, storageId) => {
    const { batch, calls } = shrunk(start, fails, storageId);
    expect([...batch.x]).toEqual(expected);
    expect(batch).toMatchObject({ rows: 1, eps: epsilonDefault, gamma: undefined, beta: undefined });
    expect(calls).toBeLessThan(callsMax);
  });

  it("a one-pass variance that is negative, of a row that is not constant", () => {
    const onePass = ({ x, cols }: Batch) => {
      const mean = fp32.round(sequentialSum(x, fp32.round) / cols);
      const squares = fp32.round(sequentialSum(x.map((value) => fp32.round(value * value)), fp32.round) / cols);
      return fp32.round(squares - fp32.round(mean * mean));
    };
    const fails = (row: Batch) => row.x.some((value) => value !== row.x[0]) && onePass(row) < 0;
    const start = [1000, 2000, 3000, 4000, 5000, 6000].map((offset) => longRow(offset, 0.01, fp32.round)).find(fails) as Batch;
    const { batch, calls } = shrunk(start, fails, "fp32");
    expect([...batch.x]).toMatchInlineSnapshot(`
      [
        4095,
        4096,
        4096,
      ]
    `);
    expect(calls).toBeLessThan(callsMax);
  });

  it("rows that only fail in pairs end as one pair", () => {
    const { x } = longRow(3, 1);
    const { batch } = shrunk({ rows: 12, cols: 2, x: x.slice(0, 24), eps: epsilonDefault, gamma: undefined, beta: undefined }, ({ rows }) => rows % 2 === 0);
    expect(batch).toMatchObject({ rows: 2, cols: 1 });
  });

  it("a square batch that fails for being square ends as two by two", () => {
    const x = longRow(3, 1).x.slice(0, 81);
    const { batch } = shrunk({ rows: 9, cols: 9, x, eps: epsilonDefault, gamma: undefined, beta: undefined }, ({ rows, cols }) => rows === cols && rows > 1);
    expect(batch).toMatchObject({ rows: 2, cols: 2, x: new Float64Array(4) });
  });

  it.each([700, 701, 719])("what needs its length of %i keeps it and loses its values", (length) => {
    const { batch, calls } = shrunk(longRow(3, 1), ({ cols }) => cols >= length);
    expect(batch.cols).toBe(length);
    expect(new Set(batch.x)).toEqual(new Set([0]));
    expect(calls).toBeLessThan(callsMax);
  });

  it("what cannot be simplified costs a bounded number of calls", () => {
    const start = longRow(3, 1);
    const { batch, calls } = shrunk(start, (candidate) => candidate === start);
    expect(batch).toBe(start);
    expect(calls).toBeLessThan(callsMax);
  });

  it("one NaN among three rows ends alone, a leak between rows keeps two", () => {
    const x = Float64Array.from({ length: 51 }, (_, i) => (i === 20 ? NaN : i / 2));
    const start: Batch = { rows: 3, cols: 17, x, eps: 0 };
    expect([...shrunk(start, (batch) => batch.x.some(Number.isNaN)).batch.x]).toEqual([NaN]);
    const leak = shrunk(start, (batch) => batch.rows > 1 && batch.x.some(Number.isNaN)).batch;
    expect([leak.rows, leak.cols, [...leak.x].sort()]).toEqual([2, 1, [0, NaN]]);
  });

  it("what needs γ keeps γ, as simple as it can be", () => {
    const { batch } = shrunk(longRow(0, 1), ({ gamma }) => gamma !== undefined && gamma.some((value) => value < 0));
    expect([...(batch.gamma ?? [])]).toEqual([-1]);
    expect([batch.beta, ...batch.x]).toEqual([undefined, 0]);
  });
});
