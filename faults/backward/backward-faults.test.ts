// Every fault of the backward pass is caught by the property that is there for it, and shrinks to a row that fits on a line.

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allFamilies, backwardProperties } from "../../src/campaign/catalogue.ts";
import { examine } from "../../src/campaign/examine.ts";
import { explore } from "../../src/campaign/explore.ts";
import { fixedSeed, profiles } from "../../src/campaign/settings.ts";
import type { Fault } from "../../src/contract/fault.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { backwardFamily } from "../../src/rows/incoming-gradient.ts";

const [properties, drawn] = await Promise.all([backwardProperties(), allFamilies()]);
const families = drawn.map(backwardFamily);
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const faults: readonly Fault[] = await Promise.all(files.map(async (name) => ((await import(`./${name}`)) as { default: Fault }).default));

/** What a run of the command gives the backward pass, and the largest batch of it. */
const [batches, elementsMax] = [500, 132];

it("every property of the backward pass has a fault that it must catch", () => {
  expect([...new Set(faults.map(({ property }) => property))].sort()).toEqual(properties.map(({ id }) => id).sort());
});

describe.each(faults)("$id", (fault) => {
  it(`is caught by ${fault.property} and shrinks to its minimum`, async () => {
    const property = properties.find(({ id }) => id === fault.property)!;
    const settings = { ...profiles.pr, seed: fixedSeed, seconds: Infinity, runs: batches, elementsMax };
    const contract = resolveContract(fault.create());
    // Not ended by the clock: how far a search has come must not decide which row is shrunk.
    const tally = await explore({ implementation: fault.create(), contract, properties: [property], families, settings });
    const { simplest } = tally.properties.get(property.id)!;
    if (simplest === undefined) return expect.fail(`survives ${tally.rows} rows`);
    const counterexample = await examine({ implementation: fault.create(), contract, property, simplest, settings });
    const { rows, cols, x, dy } = counterexample!.minimal.batch;
    if (process.env.NORMFUZZ_SHOW) console.log(fault.id, `${rows}×${cols}`, "x", [...x], "dy", [...dy!], counterexample!.minimal.batch.gamma, counterexample!.minimal.message);
    const { minimum } = fault;
    expect([rows, cols], `${rows} × ${cols} values remain`).toSatisfy(([r, c]) => r <= (minimum.rows ?? 1) && c <= minimum.cols);
  });
});
