// Fixture files read back as they were written, and every wrong field has its message.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixtureError } from "../../src/findings/fixture-error.ts";
import { fixtureName, fixtureText, parseFixture } from "../../src/findings/fixture.ts";
import { parseValueText, valueText } from "../../src/findings/value-text.ts";
import { bf16 } from "../../src/formats/bf16.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { batch, counterexample } from "./find.ts";
import { naiveFp16, onePass } from "./kernels.ts";

const overflow = await counterexample(naiveFp16, batch("fp16", [65504, 65504]), batch("fp16", [300, -300, 5], { gamma: [1, 2, -3], beta: [0, -0, 0.1] }));

describe("value texts", () => {
  it.each([fp16, bf16, fp32, fp64])("round-trip every kind of value of $id", (format) => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        const value = format.round(x);
        expect(parseValueText(valueText(value, format), format)).toBe(value);
      }),
    );
    for (const value of [0, -0, NaN, Infinity, -Infinity, format.maxFinite, format.minSubnormal, -format.minNormal]) {
      expect(parseValueText(valueText(value, format), format)).toBe(value);
    }
  });

  it("fall back to fp64 for a value that the format lacks", () => {
    expect(valueText(0.1, fp16)).toBe("0x3fb999999999999a 0.1");
    expect(parseValueText("0x3fb999999999999a 0.1", fp16)).toBe(0.1);
  });

  it.each(["0x7bff", "65504", "0x7bff 65504 x", "0x7bff  65504", "0x7bf 65504", "7bff 65504", "0x7bff 65503x"])("refuse %j", (text) => {
    expect(() => parseValueText(text, fp16)).toThrow(RangeError);
  });
});

describe("fixtures", () => {
  it("round-trip a counterexample, bits and all", () => {
    expect(parseFixture(fixtureText(overflow), "f.json")).toEqual(overflow);
  });

  it("are deterministic, end in a newline and keep lines readable", async () => {
    const long = await counterexample(onePass, batch("fp32", Array.from({ length: 500 }, (_, i) => 1e5 + (i % 7) / 100)));
    const text = fixtureText(long);
    expect(fixtureText(parseFixture(text, "f"))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(260);
    expect(text.match(/^ {6}"0x/gm)?.length).toBeGreaterThan(20);
    expect(text.match(/^ {6}"0x/gm)?.length).toBeLessThan(500);
  });

  it("show bits and decimals", () => {
    expect(fixtureText(overflow)).toContain('"x": ["0x7bff 65504", "0x7bff 65504"]');
    expect(fixtureText(overflow)).toContain('"eps": "0x3727c5ac 1e-5"');
  });

  it("are named after the minimal input, not after how it was found", async () => {
    const name = fixtureName(overflow);
    expect(name).toMatch(/^within-tolerance\.[0-9a-f]{8}\.json$/);
    expect(fixtureName({ ...overflow, found: { ...overflow.found, seed: "7", shrinks: 1 }, status: "fixed" })).toBe(name);
    expect(fixtureName({ ...overflow, implementation: "other" })).not.toBe(name);
    expect(fixtureName({ ...overflow, property: "beyond:non-finite" })).toMatch(/^beyond-non-finite\./);
    const signed = { ...overflow, minimal: { ...overflow.minimal, batch: { ...overflow.minimal.batch, beta: Float64Array.of(0, -0) } } };
    const unsigned = { ...overflow, minimal: { ...overflow.minimal, batch: { ...overflow.minimal.batch, beta: Float64Array.of(0, 0) } } };
    expect(fixtureName(signed)).not.toBe(fixtureName(unsigned));
  });
});

describe("a bad fixture", () => {
  const good = JSON.parse(fixtureText(overflow));
  type Change = (json: any) => void;
  const problem = (change: Change): FixtureError => {
    const json = structuredClone(good);
    change(json);
    try {
      parseFixture(JSON.stringify(json), "regressions/naive/x.json");
    } catch (error) {
      expect(error).toBeInstanceOf(FixtureError);
      return error as FixtureError;
    }
    throw new Error("accepted");
  };

  const cases: [string, string, string, Change][] = [
    ["a decimal that disagrees with its bits", "minimal.x.1", "65503", (f) => (f.minimal.x[1] = "0x7bff 65503")],
    ["bits of another width", "minimal.x.0", "0x7bff0", (f) => (f.minimal.x[0] = "0x7bff0 65504")],
    ["a value that the storage format lacks", "minimal.x.0", "is not a value of fp16", (f) => (f.minimal.x[0] = "0x3fb999999999999a 0.1")],
    ["too few values", "minimal.x", "1 values where 2 are needed", (f) => f.minimal.x.pop()],
    ["γ of another length", "worst.gamma", "2 values where 3 are needed", (f) => f.worst.gamma.pop()],
    ["a negative ε", "minimal.eps", "not negative", (f) => (f.minimal.eps = "0xb727c5ac -1e-5")],
    ["an unknown status", "status", "fixed", (f) => (f.status = "closed")],
    ["an unknown schema", "schema", "normfuzz/fixture/2", (f) => (f.schema = "normfuzz/fixture/2")],
    ["a field too many", "minimal.gama", "gama", (f) => (f.minimal.gama = [])],
    ["a missing field", "minimal.margin", "margin", (f) => delete f.minimal.margin],
    ["an id that leaves the folder", "implementation", "kebab-case", (f) => (f.implementation = "../../etc")],
    ["a property id that leaves the folder", "property", "kebab-case", (f) => (f.property = "beyond:../x")],
    ["no rows", "minimal.rows", "", (f) => (f.minimal.rows = 0)],
    ["an unknown format", "contract.storage", "fp8", (f) => (f.contract.storage = "fp8")],
    ["an accumulator narrower than the storage", "contract.accumulator", "bf16", (f) => (f.contract.accumulator = "bf16")],
  ];
  it.each(cases)("with %s names the field %s", (_, field, text, change) => {
    const error = problem(change);
    expect(error.field).toBe(field);
    expect(error.message).toContain("regressions/naive/x.json: ");
    expect(error.message).toContain(text);
  });

  it("that is not JSON says so", () => {
    expect(() => parseFixture("{", "x.json")).toThrow(/^x\.json: not JSON/);
  });
});
