// When relations are exact: the grid of a row, the smallest number that can come up, rows whose statistics nobody rounds.

import { describe, expect, it } from "vitest";
import type { Algorithm, Contract } from "../../src/bounds/contract.ts";
import { hasExactStatistics } from "../../src/contract/exact-statistics.ts";
import { gridOf, smallestDifference } from "../../src/contract/grid.ts";
import type { Format } from "../../src/formats/format.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { welford, welfordReciprocal } from "../bounds/kernels.ts";

const contract = (algorithm: Algorithm, accumulator: Format = fp32): Contract => ({ storage: accumulator, accumulator, algorithm, summation: "any", output: "any" });
const exact = (x: readonly number[], algorithm: Algorithm, accumulator?: Format) => hasExactStatistics(Float64Array.from(x), contract(algorithm, accumulator));

describe("gridOf", () => {
  it.each([
    [[3, 5], 1],
    [[6, 10, 0], 2],
    [[0.75, 8], 0.25],
    [[2 ** -149, 2 ** 100], 2 ** -149],
    [[-0, 0], Infinity],
  ])("%j is on the grid %s", (values, grid) => {
    expect(gridOf(Float64Array.from(values))).toBe(grid);
  });

  it("is the coarsest: every value a multiple, one of them odd", () => {
    const random = randomFrom("grids");
    for (let round = 0; round < 200; round++) {
      const x = Float64Array.from({ length: 5 }, () => fp16.round(random.normal() * 2 ** random.integer(-20, 10)));
      const grid = gridOf(x);
      if (grid === Infinity) continue;
      expect([...x].every((value) => Number.isInteger(value / grid))).toBe(true);
      expect([...x].some((value) => Math.abs(value / grid) % 2 === 1)).toBe(true);
    }
  });
});

it("no running mean or deviation of Welford's recurrence is below the smallest difference", () => {
  const random = randomFrom("smallest differences");
  for (let round = 0; round < 2000; round++) {
    const n = random.integer(2, 9);
    // Magnitudes chosen to cancel against what earlier ones left.
    const x = Array.from({ length: n }, () => random.pick([0, 1, -1, 2, -3]) * 2 ** random.integer(-12, 0));
    const grid = gridOf(Float64Array.from(x));
    if (grid === Infinity) continue;
    const limit = smallestDifference(grid, n, fp16);
    // No subnormals here: the limit is about cancellation. Eleven bits, any exponent.
    const round11 = (value: number) => {
      if (value === 0) return 0;
      const seen = fp16.round(value * 2 ** (3 - Math.floor(Math.log2(Math.abs(value))))) / 2 ** (3 - Math.floor(Math.log2(Math.abs(value))));
      expect(Math.abs(seen)).toBeGreaterThanOrEqual((limit * limit) / n);
      return seen;
    };
    let mean = 0;
    x.forEach((value, i) => {
      const delta = round11(value - mean);
      mean = round11(mean + round11(delta / (i + 1)));
      if (mean !== 0) expect(Math.abs(mean)).toBeGreaterThanOrEqual(limit);
      if (value !== mean) expect(Math.abs(round11(value - mean))).toBeGreaterThanOrEqual(limit);
    });
  }
});

describe("hasExactStatistics", () => {
  it("sums of small integers, of power-of-two length, in any order", () => {
    expect(exact([1, 2, 3, 6], "two-pass")).toBe(true);
    expect(exact([1, 2, 3], "two-pass")).toBe(false);
    expect(exact([1, 2, 3, 7], "two-pass")).toBe(true);
    expect(exact([1001, 2001, 3001, 2001], "two-pass")).toBe(false);
    expect(exact([1000, 2000, 3000, 2000].map((k) => k / 2 ** 20), "two-pass")).toBe(true);
    expect(exact([0, 0], "two-pass")).toBe(false);
  });

  it("of the stable families together, only pairs", () => {
    expect(exact([3, 10], "stable")).toBe(true);
    expect(exact([3, 10], "chan")).toBe(true);
    expect(exact([1, 2, 3, 6], "stable")).toBe(false);
  });

  it("one-pass needs the square of the sum as well, shifted the mean it forms", () => {
    expect(exact([1001, 1003], "two-pass")).toBe(true);
    expect(exact([4001, -3999], "one-pass")).toBe(false);
    expect(exact([2 ** 23 + 1, 2 ** 23 + 2], "shifted")).toBe(false);
    expect(exact([2 ** 22 + 1, 2 ** 22 + 3], "shifted")).toBe(true);
  });

  it("no square may underflow", () => {
    expect(exact([2 ** -75, 3 * 2 ** -75], "two-pass")).toBe(false);
    expect(exact([2 ** -60, 3 * 2 ** -60], "two-pass")).toBe(true);
    expect(exact([2 ** -14, 3 * 2 ** -14], "two-pass", fp16)).toBe(false);
  });

  it("a variance that is divided by no power of two may not be subnormal: its rounding is then no share of it", () => {
    // 395 units: the squares are exact, their third is a subnormal number of 17 bits.
    const tiny = [-395 * 2 ** -535, 395 * 2 ** -535, 0];
    expect(exact(tiny, "welford", fp64)).toBe(false);
    expect(exact(tiny.map((value) => value * 2 ** 24), "welford", fp64)).toBe(true);
    expect(exact([-395 * 2 ** -535, 395 * 2 ** -535], "welford", fp64)).toBe(true);
    expect(exact([5 * 2 ** -12, -5 * 2 ** -12, 0], "welford", fp16)).toBe(false);
    expect(exact([5 * 2 ** -8, -5 * 2 ** -8, 0], "welford", fp16)).toBe(true);
    expect(exact([2 ** -60, 2 ** -60, 2 ** -60], "welford")).toBe(true);
  });

  it("what it accepts for Welford, Welford computes exactly, with divisions and with reciprocals", () => {
    const random = randomFrom("exact running means");
    let accepted = 0;
    for (let round = 0; round < 3000; round++) {
      const n = random.integer(2, 60);
      let mean = random.integer(-3, 3);
      const x = Array.from({ length: n }, (_, i) => {
        const step = i === 0 ? 0 : random.integer(-1, 1);
        mean += step;
        return mean + i * step;
      });
      if (!exact(x, "welford")) continue;
      accepted++;
      const trueMean = x.reduce((sum, value) => sum + value, 0) / n;
      const variance = x.reduce((sum, value) => sum + (value - trueMean) ** 2, 0);
      for (const kernel of [welford, welfordReciprocal]) {
        expect(kernel(x, Math.fround).mean).toBe(trueMean);
        expect(kernel(x, Math.fround).variance).toBe(Math.fround(variance / n));
      }
    }
    expect(accepted).toBeGreaterThan(1000);
    expect(exact([1, 2, 4], "welford")).toBe(false);
  });
});
