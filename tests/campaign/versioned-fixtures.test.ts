// Fixtures of engines hold for one version on one kind of machine: replayed there, and nowhere held against another.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { beyondProperty } from "../../src/campaign/beyond-property.ts";
import { everyProperty } from "../../src/campaign/catalogue.ts";
import { examine } from "../../src/campaign/examine.ts";
import { platform } from "../../src/campaign/platform.ts";
import { replayRegressions } from "../../src/campaign/regressions.ts";
import { profiles } from "../../src/campaign/settings.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import type { Counterexample } from "../../src/findings/counterexample.ts";
import { otherThanRecorded } from "../../src/findings/recorded-for.ts";
import { fixturePath, otherVersions, readFixtures, writeFixture } from "../../src/findings/store.ts";
import welford from "../../src/impls/welford-fp32.ts";
import { textbook } from "../impls/textbook.ts";

const stable = { accumulator: "fp32", algorithm: "stable" } as const;
/** Two versions of an engine: the second one has mended what the first one does. */
const engine = (version: string): LayerNormImplementation => ({
  id: "engine-fp32",
  format: "fp32",
  version,
  contract: stable,
  forward: version === "1.0" ? welford.forward : (x, shape) => textbook({ ...shape, x }).map(Math.fround),
});

const batch = { rows: 1, cols: 2, eps: Math.fround(1e-5), x: Float64Array.of(8388609, 8388608) };

async function find(): Promise<Counterexample> {
  const implementation = engine("1.0");
  const simplest = { batch, family: "near-constant", rowsTried: 1, margin: Infinity };
  return (await examine({ implementation, contract: resolveContract(implementation), property: beyondProperty("too-large"), simplest, settings: { ...profiles.local, seed: "1" } }))!;
}

const found = await find();
const properties = await everyProperty();
const folder = () => mkdtempSync(join(tmpdir(), "normfuzz-versions-"));

describe("a find of an engine", () => {
  it("says its version and where it ran, and is kept by version", () => {
    expect(found.found).toMatchObject({ engineVersion: "1.0", platform: platform() });
    expect(fixturePath(found)).toMatch(/^engine-fp32@1\.0[/\\]beyond-too-large\.[0-9a-f]{8}\.json$/);
    const dir = folder();
    const file = writeFixture(dir, found);
    expect(readFixtures(dir).fixtures).toMatchObject([{ file, counterexample: { found: { engineVersion: "1.0" } } }]);
  });

  it("cannot be named out of its folder", () => {
    const named = (engineVersion: string) => fixturePath({ ...found, found: { ...found.found, engineVersion } });
    expect(() => named("../../1.0")).toThrow(/has other characters/);
    expect(named("2.13.0+cpu")).toContain("engine-fp32@2.13.0+cpu");
  });
});

describe("is expected", () => {
  it.each([
    [{ version: "1.0", platform: platform() }, undefined],
    [{ version: "2.0", platform: platform() }, "recorded of version 1.0, and version 2.0 is installed here"],
    [{ version: undefined, platform: platform() }, "recorded of version 1.0, and what runs here has no version"],
    [{ version: "1.0", platform: "plan9 mips" }, `recorded on ${platform()}, and this is plan9 mips`],
  ])("of %j: %s", (here, expected) => expect(otherThanRecorded(found, here)).toBe(expected));

  it("of everybody, where it is not of an engine", () => {
    const { engineVersion: _, platform: __, ...provenance } = found.found;
    expect(otherThanRecorded({ found: provenance }, { version: "2.0", platform: "plan9 mips" })).toBeUndefined();
  });
});

describe("a run", () => {
  it("replays the fixtures of the version that runs, and no others", async () => {
    const dir = folder();
    writeFixture(dir, found);
    const first = await replayRegressions(dir, engine("1.0"), properties);
    expect(first).toMatchObject({ replayed: 1, failures: [] });
    expect([...first.known.keys()]).toEqual(["beyond:too-large"]);
    // The mended version would fail an open fixture that it is not about.
    expect(await replayRegressions(dir, engine("2.0"), properties)).toMatchObject({ replayed: 0, failures: [] });
    expect(otherVersions(dir, "engine-fp32", "2.0")).toEqual(new Map([["1.0", 1]]));
    expect(otherVersions(dir, "engine-fp32", "1.0")).toEqual(new Map());
    expect(otherVersions(join(dir, "none"), "engine-fp32", "1.0")).toEqual(new Map());
  });

  it("still replays those that were kept without a version, and skips what was recorded on another machine", async () => {
    const dir = folder();
    const file = writeFixture(dir, { ...found, found: { ...found.found, platform: "plan9 mips" } });
    expect(await replayRegressions(dir, engine("1.0"), properties)).toMatchObject({ replayed: 0, failures: [] });
    const { engineVersion: _, platform: __, ...provenance } = found.found;
    writeFixture(dir, { ...found, found: provenance });
    expect(await replayRegressions(dir, engine("2.0"), properties)).toMatchObject({ replayed: 1, failures: [{ property: "beyond:too-large" }] });
    mkdirSync(join(dir, "engine-fp32@2.0"));
    writeFileSync(join(dir, "engine-fp32@2.0", "broken.json"), "{");
    expect((await replayRegressions(dir, engine("2.0"), properties)).failures).toHaveLength(2);
    expect(file).toContain("engine-fp32@1.0");
  });
});
