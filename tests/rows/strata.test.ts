// The workhorse reaches every binade of magnitude and every octave of κ.

import { describe, expect, it } from "vitest";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { rowOf } from "../../src/oracle/row.ts";
import { exponentLowest } from "../../src/rows/magnitude.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { conditionMax, stratumOf } from "../../src/rows/strata.ts";
import type { RowFamily } from "../../src/rows/family.ts";
import { families, optionsOf } from "./read-families.ts";

const workhorse = families.find(({ id }) => id === "offset-spread") as RowFamily;

describe("stratumOf", () => {
  const statistics = exactAnswer({ x: Float64Array.of(1024, 1025), eps: 0 })?.statistics;

  it("is the binade of the largest value and the octave of κ", () => {
    // κ = sqrt(1 + 1024.5² / 0.25) = 2049.
    expect(statistics && stratumOf(statistics)).toEqual({ magnitude: 10, condition: 11 });
  });

  it("caps κ, which is infinite for constant rows, and has a label for zero rows", () => {
    const extreme = { ...statistics, magnitudeMax: 0, conditionNumber: Infinity } as NonNullable<typeof statistics>;
    expect(stratumOf(extreme)).toEqual({ magnitude: -Infinity, condition: conditionMax });
    expect(stratumOf({ ...extreme, conditionNumber: 2 ** 90 }).condition).toBe(conditionMax);
  });
});

// Coupon collector: b equally likely strata are all hit within b (ln b + 7) draws but for one time in a thousand. The rarest binade
// has 3/5 of a uniform share, 7/8 of it with the offset in place.
describe("the workhorse reaches every binade of magnitude and every octave of κ", () => {
  it.each([["fp16/fp16", 1500], ["bf16/fp32", 4000], ["fp32/fp32", 6000], ["fp64/fp64", 60_000]] as const)("%s within %i rows", (pair, count) => {
    const options = optionsOf(pair, 32);
    const { storage } = options;
    const [magnitudes, conditions] = [new Map<number, number>(), new Map<number, number>()];
    for (let seed = 0; seed < count; seed++) {
      // Without ε: with it κ also varies where the rows do not.
      const answer = exactAnswer({ ...rowOf(workhorse.generate(randomFrom(seed), options), 0), eps: 0 });
      if (!answer) continue;
      const { magnitude, condition } = stratumOf(answer.statistics);
      magnitudes.set(magnitude, (magnitudes.get(magnitude) ?? 0) + 1);
      conditions.set(condition, (conditions.get(condition) ?? 0) + 1);
    }
    const binades = range(exponentLowest(storage), storage.exponentMax);
    expect(binades.filter((binade) => !magnitudes.has(binade))).toEqual([]);
    // A last place in one of two values is κ = 2^p to 2^(p+1); half of that is common ground for all lengths.
    expect(range(0, storage.precision).filter((octave) => !conditions.has(octave))).toEqual([]);
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
