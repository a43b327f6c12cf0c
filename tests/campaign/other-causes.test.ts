// A property that is violated for several reasons has a counterexample for each, the same in every run of a seed.

import { describe, expect, it } from "vitest";
import { allFamilies, allProperties } from "../../src/campaign/catalogue.ts";
import { keepDiverse } from "../../src/campaign/diverse.ts";
import { runImplementation } from "../../src/campaign/run-implementation.ts";
import { profiles } from "../../src/campaign/settings.ts";
import type { Sighting } from "../../src/campaign/tally.ts";
import type { Violated } from "../../src/contract/verdict.ts";
import { fixtureText } from "../../src/findings/fixture.ts";
import naiveFp16 from "../../src/impls/naive-fp16.ts";
import stableFp16 from "../../src/impls/stable-fp16.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";

const families = await allFamilies();
const properties = (await allProperties()).filter(({ id }) => ["oracle-agreement", "single-element", "finite-output"].includes(id));
const settings = { ...profiles.pr, seed: "7", runs: 1500, seconds: Infinity, regressions: "none" };
const run = (implementation: LayerNormImplementation) => runImplementation({ implementation, properties, families, settings });

describe("further causes", () => {
  it("of naive-fp16 are shrunk, counted and reproducible", async () => {
    const [result, again] = [await run(naiveFp16), await run(naiveFp16)];
    const agreement = result.properties.find(({ property }) => property === "oracle-agreement")!;
    const ids = [agreement.counterexample!, ...agreement.others!.map(({ counterexample }) => counterexample)].map(({ minimal }) => minimal.cause!.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(3);
    for (const { counterexample, causeCount } of agreement.others!) {
      expect(causeCount).toBeGreaterThan(0);
      expect(counterexample.minimal.batch.x.length).toBeLessThanOrEqual(8);
    }
    const counts = agreement.causeCount! + agreement.others!.reduce((sum, { causeCount }) => sum + causeCount, 0);
    expect(counts).toBeLessThanOrEqual(agreement.looked!);
    const texts = (one: typeof result) => one.properties.flatMap(({ counterexample, others = [] }) => [counterexample, ...others.map((other) => other.counterexample)].map((found) => found && fixtureText(found)));
    expect(texts(again)).toEqual(texts(result));
  });

  it("are none where there is one cause, or no violation", async () => {
    const { properties: found } = await run({ ...stableFp16, id: "doubled", forward: (x, shape) => stableFp16.forward(x, shape).map((y) => 2 * y) });
    expect(found.some(({ counterexample }) => counterexample !== undefined)).toBe(true);
    expect(found.flatMap(({ others = [] }) => others)).toEqual([]);
    const passed = await run(stableFp16);
    expect(passed.properties.every(({ counterexample, causeCount, looked, others }) => [counterexample, causeCount, looked, others].every((one) => one === undefined))).toBe(true);
  });
});

describe("diverse sightings", () => {
  const verdict: Violated = { kind: "violated", margin: 2, row: 0, column: 0, observed: 1, tolerance: { value: 0, terms: [], source: "" }, message: "" };
  const sighting = (x: readonly number[]): Sighting => ({ batch: { rows: 1, cols: x.length, x: Float64Array.from(x), eps: 1e-3 }, family: "", rowsTried: 0, margin: 2 });

  it("are the smallest of each kind, and few", () => {
    const diverse = new Map<number, Sighting>();
    keepDiverse(diverse, verdict, sighting([1, 2, 3]));
    keepDiverse(diverse, verdict, sighting([1.5, 2]));
    keepDiverse(diverse, verdict, sighting([1, 2, 3, 4]));
    expect([...diverse.values()].map(({ batch }) => batch.cols)).toEqual([2]);
    keepDiverse(diverse, { ...verdict, observed: NaN }, sighting([1, 2]));
    keepDiverse(diverse, verdict, sighting([2 ** 60, 2]));
    expect(diverse.size).toBe(3);
    for (let i = -40; i < 40; i++) keepDiverse(diverse, verdict, sighting([2 ** (24 * i)]));
    expect(diverse.size).toBe(12);
  });
});
