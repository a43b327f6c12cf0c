// Fixtures on disk appear whole or not at all, and no id leads out of the folder.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { FixtureError } from "../../src/findings/fixture-error.ts";
import { fixtureText } from "../../src/findings/fixture.ts";
import { readFixtures, writeFixture } from "../../src/findings/store.ts";
import { batch, counterexample } from "./find.ts";
import { naiveFp16 } from "./kernels.ts";

const found = await counterexample(naiveFp16, batch("fp16", [65504, 65504]));
const root = mkdtempSync(join(tmpdir(), "normfuzz-store-"));
let dir = root;
let count = 0;
beforeEach(() => {
  dir = join(root, String(count++));
});
afterAll(() => rmSync(root, { recursive: true }));

describe("the store", () => {
  it("writes a fixture where its ids say, leaves nothing else, and reads it again", () => {
    const file = writeFixture(dir, found);
    expect(file).toMatch(/naive[/\\]within-tolerance\.[0-9a-f]{8}\.json$/);
    expect(readdirSync(join(dir, "naive"))).toHaveLength(1);
    expect(readFileSync(file, "utf8")).toBe(fixtureText(found));
    expect(readFixtures(dir)).toEqual({ fixtures: [{ file, counterexample: found }], errors: [] });
    expect(readFixtures(file).fixtures).toHaveLength(1);
  });

  it("replaces the fixture of the same input", () => {
    writeFixture(dir, found);
    const file = writeFixture(dir, { ...found, status: "fixed" });
    expect(readFixtures(dir).fixtures).toEqual([{ file, counterexample: { ...found, status: "fixed" } }]);
  });

  it("reads the good fixtures beside a bad one", () => {
    const file = writeFixture(dir, found);
    writeFileSync(join(dir, "naive", "bad.json"), "{}");
    writeFileSync(join(dir, "naive", "notes.txt"), "not ours");
    const { fixtures, errors } = readFixtures(dir);
    expect(fixtures.map((one) => one.file)).toEqual([file]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(FixtureError);
    expect(errors[0].message).toContain("bad.json");
  });

  it("finds nothing in a folder that is not there", () => {
    expect(readFixtures(join(dir, "nowhere"))).toEqual({ fixtures: [], errors: [] });
  });

  it.each(["../../outside", "a/b", "", ".", "Upper", "a--b", "a\u0000b"])("refuses the implementation id %j before it touches the disk", (implementation) => {
    expect(() => writeFixture(dir, { ...found, implementation })).toThrow(/kebab-case/);
    expect(() => writeFixture(dir, { ...found, property: `beyond:${implementation}` })).toThrow(/kebab-case/);
    expect(existsSync(dir)).toBe(false);
  });

  it("says clearly that a folder cannot be written", () => {
    writeFileSync(dir, "a file where the folder should be");
    expect(() => writeFixture(dir, found)).toThrow(FixtureError);
    expect(() => writeFixture(dir, found)).toThrow(/cannot be written .*choose a folder that can be/);
  });
});
