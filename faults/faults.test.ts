// Every fault is caught by the property that is there for it, and what is left after shrinking is as small as it can be.

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allFamilies, allProperties } from "../src/campaign/catalogue.ts";
import { examine } from "../src/campaign/examine.ts";
import { explore } from "../src/campaign/explore.ts";
import { fixedSeed, profiles } from "../src/campaign/settings.ts";
import type { Tally } from "../src/campaign/tally.ts";
import type { Fault } from "../src/contract/fault.ts";
import type { Batch } from "../src/oracle/row.ts";
import { resolveContract } from "../src/contract/resolve.ts";

const [properties, families] = await Promise.all([allProperties(), allFamilies()]);
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const faults: readonly Fault[] = await Promise.all(files.map(async (name) => ((await import(`./${name}`)) as { default: Fault }).default));

/** Batches of the first search, and of the second where what it shrinks to is not the minimum; where that shows nothing, it goes on to the first violation, up to the batches of profile pr. */
const [batchesFirst, batchesSecond, batchesMax] = [200, 500, profiles.pr.runs];

describe.each(faults)("$id", (fault) => {
  const property = properties.find(({ id }) => id === fault.property)!;
  const settings = { ...profiles.pr, seed: fixedSeed, seconds: Infinity };

  const violations = (tally: Tally) => tally.properties.get(property.id)!.violations;

  it(`is caught by ${fault.property} and shrinks to its minimum`, async () => {
    const contract = resolveContract(fault.create());
    const search = { contract, properties: [property], families };
    const { minimum } = fault;
    // All ends are counted in batches: how far a search has come by the clock must not decide which row is shrunk.
    const examined = async (tally: Tally) => {
      const { simplest } = tally.properties.get(property.id)!;
      return simplest && (await examine({ implementation: fault.create(), contract, property, simplest, settings }))?.minimal.batch;
    };
    const isMinimal = (batch: Batch | undefined) => batch !== undefined && batch.rows <= (minimum.rows ?? 1) && batch.cols <= minimum.cols && (minimum.x === undefined || String(batch.x) === String(minimum.x));
    let found = await examined(await explore({ ...search, implementation: fault.create(), settings: { ...settings, runs: batchesFirst } }));
    if (!isMinimal(found)) found = await examined(await explore({ ...search, implementation: fault.create(), settings: { ...settings, runs: batchesSecond } }));
    if (found === undefined) {
      found = await examined(await explore({ ...search, implementation: fault.create(), settings: { ...settings, runs: batchesMax }, onProgress: (tally) => violations(tally) === 0 }));
    }
    if (found === undefined) return expect.fail(`survives ${batchesMax} batches`);
    const { rows, cols, x } = found;
    expect([rows, cols], `${rows} × ${cols} values remain`).toSatisfy(([r, c]) => r <= (minimum.rows ?? 1) && c <= minimum.cols);
    if (minimum.x !== undefined) expect([...x]).toEqual(minimum.x);
  });
});
