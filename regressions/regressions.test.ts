// Every committed counterexample, replayed: an open one must still reproduce, a fixed one must hold.

import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { beyondPropertyOf } from "../src/campaign/beyond-property.ts";
import { allEngines, everyProperty, builtinImplementations } from "../src/campaign/catalogue.ts";
import { platform } from "../src/campaign/platform.ts";
import { otherThanRecorded } from "../src/findings/recorded-for.ts";
import { replay } from "../src/findings/replay.ts";
import { fixturePath, readFixtures, type StoredFixture } from "../src/findings/store.ts";

const folder = import.meta.dirname;
const properties = await everyProperty();
const { fixtures, errors } = readFixtures(folder);
const recorded = new Set(fixtures.map(({ counterexample }) => counterexample.implementation));
const engines = (await Promise.all((await allEngines()).flatMap((engine) => engine.implementations.filter(({ id }) => recorded.has(id)).map(({ id }) => engine.load(id).catch(() => []))))).flat();
const implementations = [...(await builtinImplementations()), ...engines];
/** Why a fixture of an engine says nothing here; undefined for what must be replayed. */
const elsewhere = ({ counterexample }: StoredFixture) => {
  const implementation = implementations.find(({ id }) => id === counterexample.implementation);
  if (implementation === undefined && counterexample.found.engineVersion !== undefined) return `${counterexample.implementation} is not installed`;
  return otherThanRecorded(counterexample, { version: implementation?.version, platform: platform() });
};
const here = fixtures.filter((fixture) => elsewhere(fixture) === undefined);
afterAll(() => Promise.all(engines.map((engine) => engine.dispose?.())));

describe("regression fixtures", () => {
  it("are all readable", () => {
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(fixtures.length).toBeGreaterThan(0);
  });

  it.skip.each(fixtures.filter((fixture) => !here.includes(fixture)).map((fixture) => ({ ...fixture, why: elsewhere(fixture) })))("$file: skipped, $why", () => {});

  it.each(here)("$file does what its status says", async ({ file, counterexample }) => {
    const implementation = implementations.find(({ id }) => id === counterexample.implementation);
    if (implementation === undefined) throw new Error(`${file}: no implementation is called ${counterexample.implementation}, or its engine is not installed`);
    const property = properties.find(({ id }) => id === counterexample.property) ?? beyondPropertyOf(counterexample.property);
    if (property === undefined) throw new Error(`${file}: no property is called ${counterexample.property}`);
    const { asExpected, message } = await replay(counterexample, implementation, property);
    expect(asExpected, message).toBe(true);
  });

  it.each(fixtures)("$file has the name that its content gives it", ({ file, counterexample }) => {
    expect(file).toBe(join(folder, fixturePath(counterexample)));
  });
});
