// The short cuts of the report's schema see nothing to be right that the schema refuses, and change nothing of what it says.

import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { atOnce } from "../../src/report/schema/at-once.ts";
import { value, values } from "../../src/report/schema/field-schema.ts";
import { stageTableSchema } from "../../src/report/schema/stage-table-schema.ts";
import { mapsSchema } from "../../src/report/schema/maps-schema.ts";

describe("a list of values", () => {
  const byItem = v.array(value);
  const item = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("0x3c00 1", "0xff Infinity", "0x0123456789abcdef -1.5e-300", "0x7e00 NaN") },
    { weight: 1, arbitrary: fc.constantFrom<unknown>("0x3c00", "0x3c00 1 ", "0x3c00 1\n", "3c00 1", "0xG 1", "0x00000000000000001 1", `0x1 ${"1".repeat(99)}`, "", 1, null, undefined, ["0x3c00 1"], {}) },
  );
  it("is refused and accepted as its values are", () => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(fc.oneof(fc.array(item), fc.constantFrom<unknown>("0x3c00 1", {}, null, undefined, { length: 0 })), (input) => {
        const [at, each] = [v.safeParse(values, input), v.safeParse(byItem, input)];
        verdicts.add(each.success);
        expect(at.success).toBe(each.success);
        expect(at.issues?.map(({ message, path }) => [message, path?.map(({ key }) => key)])).toEqual(each.issues?.map(({ message, path }) => [message, path?.map(({ key }) => key)]));
        if (at.success) expect(at.output).toEqual(input);
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(verdicts.size).toBe(2);
  });
});

describe("a grid", () => {
  const { map } = mapsSchema.entries;
  const grid = (ulps: unknown) => ({ cols: 8, rows: 4, magnitudes: [{ first: 0 }, { first: 1 }], conditions: [{ first: 0 }], states: [".."], ulps, margins: [[1, "Infinity"]], safe: [] });
  it.each<[unknown, boolean]>([
    [[[1, null]], true],
    [[[1, 2.5]], true],
    [[[1, Infinity]], false],
    [[[1, NaN]], false],
    [[[1, "2"]], false],
    [[[1]], false],
    [[[1, undefined]], false],
    [[], false],
    [{}, false],
  ])("%j: %s", (ulps, accepted) => {
    expect(v.safeParse(map, grid(ulps)).success).toBe(accepted);
  });
});

describe("a stage", () => {
  const table = (stage: unknown) => ({ source: "matched", whose: "", format: "fp16", precision: 11, columns: [0], cols: 1, column: 0, stages: [stage] });
  const stage = { stage: "sum", label: "Σx", own: "1", exact: ["1"], bitsLost: 0 };
  const read = (of: unknown) => v.safeParse(stageTableSchema, table(of));
  it.each<[string, unknown]>([
    ["no object", "sum"],
    ["null", null],
    ["a list", []],
    ["another stage", { ...stage, stage: "tea" }],
    ["no label", { ...stage, label: undefined }],
    ["a number for a text", { ...stage, own: 1 }],
    ["a number in a list", { ...stage, exact: [1] }],
    ["a text that never ends", { ...stage, own: "1".repeat(100_001) }],
    ["too many columns", { ...stage, own: Array.from({ length: 1001 }, () => "1") }],
    ["a word for the bits", { ...stage, bitsLost: "many" }],
    ["false where only true is written", { ...stage, first: false }],
    ["a loss that is no text", { ...stage, loss: 3 }],
  ])("is refused: %s", (_, of) => {
    expect(read(of).success).toBe(false);
  });
  it("is read, with what it may have, and without what nobody knows", () => {
    for (const of of [stage, { ...stage, bitsLost: "Infinity" }, { ...stage, loss: "x", first: true, ofModel: true }]) expect(read(of).output).toEqual(table(of));
    expect(read({ ...stage, later: 1 }).output).toEqual(table(stage));
  });
});

describe("what a short cut does not know", () => {
  it("is left to the schema", () => {
    const asked: unknown[] = [];
    const schema = atOnce(v.pipe(v.string(), v.transform((text) => text.length)), (input) => asked.push(input) === 0);
    expect(v.safeParse(schema, "abc")).toMatchObject({ success: true, output: 3 });
    expect(v.safeParse(schema, 3).success).toBe(false);
    expect(asked).toEqual(["abc", 3]);
  });
});
