// Every committed counterexample, replayed: an open one must still reproduce, a fixed one must hold.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { beyondPropertyOf } from "../src/campaign/beyond-property.ts";
import { allEngines, everyProperty, builtinImplementations } from "../src/campaign/catalogue.ts";
import { replay } from "../src/findings/replay.ts";
import { fixturePath, readFixtures } from "../src/findings/store.ts";

const folder = import.meta.dirname;
const properties = await everyProperty();
const engines = (await Promise.all((await allEngines()).flatMap((engine) => engine.implementations.map(({ id }) => engine.load(id).catch(() => []))))).flat();
const implementations = [...(await builtinImplementations()), ...engines];
const { fixtures, errors } = readFixtures(folder);

describe("regression fixtures", () => {
  it("are all readable", () => {
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(fixtures.length).toBeGreaterThan(0);
  });

  it.each(fixtures)("$file does what its status says", async ({ file, counterexample }) => {
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
