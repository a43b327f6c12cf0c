// The numbers of a drawn row: decoded from bits as the formats say, and the exact row beside them, however the row looks.

import { describe, expect, it } from "vitest";
import { exampleJson } from "../../../src/findings/example-json.ts";
import { fromBits } from "../../../src/formats/bits.ts";
import { valueText } from "../../../src/findings/value-text.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { numberOf, rowValues } from "../../../src/report/html/row-values.ts";
import { randomFrom } from "../../../src/rows/random.ts";
import { batch } from "../../findings/find.ts";

describe("a value", () => {
  it.each(["fp16", "bf16", "fp32", "fp64"])("of %s is that of its bits", (id) => {
    const format = formatOf(id);
    const digits = format.bits / 4;
    const random = randomFrom(digits);
    for (let k = 0; k < 3000; k++) {
      const bits = Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join("");
      expect(Object.is(numberOf(`0x${bits} whatever`, format), fromBits(format, BigInt(`0x${bits}`))), bits).toBe(true);
    }
  });

  it("may be wider than storage, and is NaN where it is no value", () => {
    expect(numberOf("0x3727c5ac 1e-5", formatOf("fp16"))).toBe(Math.fround(1e-5));
    expect(numberOf("0x3ff8000000000000 1.5", formatOf("fp16"))).toBe(1.5);
    for (const text of ["", "1", "0x", "0x123 1", "0xzzzz 1", "<script>"]) expect(numberOf(text, formatOf("fp16"))).toBeNaN();
  });
});

describe("a row", () => {
  const storage = formatOf("fp32");
  const values = (x: readonly number[], more: object = {}, rows = 1) =>
    rowValues({ ...exampleJson({ batch: batch("fp32", x, { rows }), row: rows - 1, column: 0, observed: 0, tolerance: { value: 0, terms: [], source: "" }, margin: 1, message: "", y: Float64Array.from(x) }, storage), ...more }, storage);

  it("keeps the digits of deviations far from 0", () => {
    expect(values([8388609, 8388608])).toMatchObject({ mean: 8388608.5, deviations: Float64Array.of(0.5, -0.5) });
  });

  it("is that of the evidence", () => {
    expect(values([1, 3, 5, 9], {}, 2)).toMatchObject({ x: Float64Array.of(5, 9), y: Float64Array.of(5, 9), mean: 7 });
  });

  it("has no outputs where they belong to another input, or to another shape", () => {
    expect(values([1, 3], { derived: 0 })).toMatchObject({ y: undefined, column: -1 });
    expect(values([1, 3], { y: ["0x3f800000 1"] }).y).toBeUndefined();
  });

  it("has dx for exact where there is a dy: that of the row of the evidence", () => {
    const dy = (one: readonly number[]) => ({ dy: one.map((value) => valueText(value, storage)) });
    expect(values([0, 1], dy([0, 1])).exact![1]).toBeCloseTo(3.99976e-5, 9);
    expect(values([0, 1, 0, 0], dy([0, 1, 0, 1]), 2)).toMatchObject({ dy: Float64Array.of(0, 1) });
    expect(values([0, 1, 0, 0], dy([0, 1, 0, 1]), 2).exact![1]).toBeCloseTo(0.5 / Math.sqrt(1e-5), 3);
    expect(values([0, 1], dy([0])).exact).toBeUndefined();
  });

  it("has nothing exact where nothing is", () => {
    for (const odd of [values([NaN, 1]), values([Infinity, 1]), values([1, 1], { eps: "0x00000000 0" }), values([1, 2], { gamma: ["0x3f800000 1"] }), values([1, 2], { eps: "nonsense" })]) {
      expect(odd.exact).toBeUndefined();
    }
  });
});
