// The search spends its batches where they are worth most: it extrapolates tails, climbs, leads rows to where nothing was tried, and is worth it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Coverage } from "../../../src/campaign/search/coverage.ts";
import { Search } from "../../../src/campaign/search/search.ts";
import { Tail } from "../../../src/campaign/search/tail.ts";
import { targeted } from "../../../src/campaign/search/targeted.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { exactAnswer } from "../../../src/oracle/exact.ts";
import { type Batch, rowOf } from "../../../src/oracle/row.ts";
import { batchArbitrary } from "../../../src/rows/batch-arbitrary.ts";
import type { RowFamily } from "../../../src/rows/family.ts";
import { edgeLengths } from "../../../src/rows/lengths.ts";
import { randomFrom } from "../../../src/rows/random.ts";
import { singleRow } from "../../../src/rows/single-row.ts";

const fp32 = formatOf("fp32");
const generate = { storage: fp32, accumulator: fp32, elementsMax: 64 };
const one: Batch = { rows: 1, cols: 1, x: Float64Array.of(1), eps: 0 };

describe("the chance to score above 1", () => {
  it("is that of an exponential tail", () => {
    // Quantiles of an exponential distribution of mean 1/8, of which e^-8 lies above 1.
    const tail = new Tail();
    const count = 1000;
    for (let k = 1; k <= count; k++) tail.add(-Math.log((k - 0.5) / count) / 8);
    expect(tail.chanceAbove(1, count)).toBeGreaterThan(Math.exp(-8) / 3);
    expect(tail.chanceAbove(1, count)).toBeLessThan(Math.exp(-8) * 3);
  });
  it("is nothing for scores that are all the same, and falls with every vain batch", () => {
    const tail = new Tail();
    for (let k = 0; k < 10; k++) tail.add(0.5);
    expect(tail.chanceAbove(1, 10)).toBe(0);
    tail.add(0.9);
    expect(tail.chanceAbove(1, 100)).toBeLessThan(tail.chanceAbove(1, 10));
  });
});

describe("the choice among arms", () => {
  function learned(): Search {
    const search = new Search(["near", "far"]);
    for (let k = 0; k < 50; k++) {
      search.learn({ kind: "family", id: "near" }, [{ objective: "p", stratum: "s", batch: one, score: 0.7 + (k % 10) / 40 }]);
      search.learn({ kind: "family", id: "far" }, [{ objective: "p", stratum: "t", batch: one, score: 0.1 + (k % 10) / 400 }]);
    }
    return search;
  }
  const draws = (search: Search) => {
    const random = randomFrom("arms");
    return Array.from({ length: 200 }, () => search.arm(random)).map((arm) => arm && `${arm.kind} ${arm.id}`);
  };

  it("prefers the family that came near", () => {
    const chosen = draws(learned());
    expect(chosen.filter((arm) => arm === "family near").length).toBeGreaterThan(5 * chosen.filter((arm) => arm === "family far").length);
    expect(chosen).toContain("climb p");
  });
  it("makes none before every family has been seen, and none for what has been found", () => {
    expect(new Search(["a"]).arm(randomFrom(1))).toBeUndefined();
    const search = learned();
    search.forget("p");
    expect(search.corpus.pick("p", randomFrom(1))).toBeUndefined();
    expect(new Set(draws(search))).toEqual(new Set([undefined]));
  });
});

it("coverage leads to every length and many binades", () => {
  const coverage = new Coverage(generate);
  const random = randomFrom("coverage");
  const lengths = new Set<number>();
  const binades = new Set<number>();
  for (let k = 0; k < 200; k++) {
    const batch = coverage.lead({ ...one, cols: 2, x: Float64Array.of(1, -1) }, random);
    coverage.visit(batch);
    lengths.add(batch.cols);
    binades.add(Math.log2(batch.x[0]!));
  }
  expect(lengths.size).toBe(64);
  expect(binades.size).toBeGreaterThan(60);
});

it("coverage leads to the long lengths at which kernels change code, each once before any again", () => {
  const coverage = new Coverage({ ...generate, elementsMax: 4100 });
  const random = randomFrom("long");
  const counts = new Map<number, number>();
  for (let k = 0; k < 240; k++) {
    const batch = coverage.lead({ ...one, cols: 2, x: Float64Array.of(1, -1) }, random);
    coverage.visit(batch);
    if (batch.cols > 130) counts.set(batch.cols, (counts.get(batch.cols) ?? 0) + 1);
  }
  const long = edgeLengths.filter((length) => length > 130 && length <= 4100);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(long);
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
});

describe("as a plugin of fast-check", () => {
  const family: RowFamily = { id: "pairs", description: "two values of size 1", generate: (random, options) => singleRow(random, options, 2, () => random.normal()) };

  /** The largest log2 κ, scaled to 40, that a search for ill-conditioned rows reaches. */
  function best(share: number, seed: number): { best: number; rows: Batch[] } {
    let score = 0;
    let top = 0;
    let last: Batch = one;
    const rows: Batch[] = [];
    const search = new Search([family.id]);
    const plugin = targeted({
      search,
      coverage: new Coverage(generate),
      families: [family],
      generate,
      random: randomFrom(seed),
      share,
      origins: new WeakMap(),
      drawnFrom: () => family.id,
      scores: () => [{ objective: "κ", stratum: "", batch: last, score }],
    });
    const property = fc.property(batchArbitrary(family, generate), (batch) => {
      last = batch;
      rows.push(batch);
      const kappa = exactAnswer(rowOf(batch, 0))?.statistics.conditionNumber ?? 1;
      score = kappa < Infinity ? Math.log2(kappa) / 40 : 0;
      top = Math.max(top, score);
    });
    fc.assert(property, { seed, numRuns: 600, plugins: [plugin] });
    return { best: top, rows };
  }

  it("climbs to what chance does not meet", () => {
    for (const seed of [1, 2, 3]) expect(best(2 / 3, seed).best).toBeGreaterThan(best(0, seed).best + 0.1);
  });
  it("is the same for the same seed", () => {
    expect(best(2 / 3, 4).rows).toEqual(best(2 / 3, 4).rows);
  });
});
