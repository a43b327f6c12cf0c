// Families through fast-check: generation from one seed, shrinking with and without context.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../src/oracle/row.ts";
import { anyBatch, batchArbitrary } from "../../src/rows/batch-arbitrary.ts";
import type { RowFamily } from "../../src/rows/family.ts";
import { families, optionsOf } from "./read-families.ts";

const options = optionsOf("fp16/fp32", 64);

/** A family whose batches say which family they are from. */
function marker(id: string, weight: number): RowFamily {
  const generate = () => ({ rows: 1, cols: 1, x: Float64Array.of(id.length), eps: 0 });
  return { id, description: "one value", weight, generate };
}

describe("batchArbitrary", () => {
  it("gives the same batches for the same seed, others for another", () => {
    const sample = (seed: number) => fc.sample(batchArbitrary(families[0], options), { seed, numRuns: 5 }).map(({ x }) => [...x]);
    expect(sample(1)).toEqual(sample(1));
    expect(sample(1)).not.toEqual(sample(2));
  });

  it("shrinks what it generated", () => {
    const fails = ({ x }: Batch) => x.some((value) => Math.abs(value) >= 300);
    const overflow = families.find(({ id }) => id === "overflow-value") as RowFamily;
    const { counterexample, numShrinks } = fc.check(fc.property(batchArbitrary(overflow, options), (batch) => !fails(batch)), { seed: 5 });
    expect([...(counterexample?.[0].x ?? [])]).toEqual([512]);
    expect(numShrinks).toBeGreaterThan(0);
  });

  it("knows a batch when it sees one", () => {
    const arbitrary = batchArbitrary(families[0], options);
    expect(arbitrary.canShrinkWithoutContext({ rows: 1, cols: 1, x: Float64Array.of(1), eps: 0 })).toBe(true);
    for (const other of [undefined, null, 1, {}, { rows: 1, cols: 1, x: [1] }]) expect(arbitrary.canShrinkWithoutContext(other)).toBe(false);
  });
});

describe("anyBatch", () => {
  it("draws families as often as their weights say", () => {
    const arbitrary = anyBatch([marker("a", 1), marker("bb", 6), marker("ccc", 0)], options);
    const drawn = fc.sample(arbitrary, { seed: 1, numRuns: 7000 }).map(({ x }) => x[0]);
    const count = (length: number) => drawn.filter((value) => value === length).length;
    // Binomial, 1000 of 7000 with a deviation of 29; five of them.
    expect(Math.abs(count(1) - 1000)).toBeLessThan(150);
    expect(count(3)).toBe(0);
  });

  it("refuses to choose from nothing", () => {
    expect(() => anyBatch([], options)).toThrow("no row families");
    expect(() => anyBatch([marker("a", 0)], options)).toThrow("no row families");
  });
});
