// Rows as aligned lines, elided in the middle where they are long.

import { describe, expect, it } from "vitest";
import type { ExampleJson } from "../../src/findings/example-json.ts";
import { valueText } from "../../src/findings/value-text.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { rowGrid, rowsLeftOut } from "../../src/report/row-grid.ts";

function example(cols: number, { rows = 1, row = 0, column = 0 } = {}): ExampleJson {
  const x = Array.from({ length: rows * cols }, (_, i) => valueText(i, fp32));
  return { rows, cols, eps: "0x3727c5ac 1e-5", x, y: x, row, column, observed: x[0], tolerance: { value: 0, terms: [], source: "" }, margin: 1, message: "" };
}

describe("the grid of a row", () => {
  it("aligns decimals and bits", () => {
    const [decimals, bits] = rowGrid(example(3), 80);
    expect(decimals).toEqual({ label: "x", text: "0           1           2" });
    expect(bits).toEqual({ label: "", text: "0x00000000  0x3f800000  0x40000000" });
  });

  it.each([0, 5, 400, 766, 767])("shows the place of the evidence (%i of 768), counts what it leaves out, and fits", (column) => {
    const [{ text }] = rowGrid(example(768, { column }), 80);
    expect(text.length).toBeLessThanOrEqual(80);
    expect(text.split(/ {2,}/)).toContain(String(column));
    const left = [...text.matchAll(/… (\d+) more/g)].reduce((sum, [, n]) => sum + Number(n), 0);
    const shown = text.replace(/… \d+ more/g, "").trim().split(/ +/).length;
    expect(left + shown).toBe(768);
  });

  it("shows few rows all, of many the one that matters", () => {
    expect(rowGrid(example(2, { rows: 3, row: 1 }), 80).map(({ label }) => label)).toEqual(["x[0]", "", "x[1]", "", "x[2]", "", "y[1]", ""]);
    const many = example(2, { rows: 9, row: 7 });
    expect(rowGrid(many, 80).map(({ label }) => label)).toEqual(["x[7]", "", "y[7]", ""]);
    expect(rowGrid(many, 80)[0].text).toMatch(/^14 +15$/);
    expect(rowsLeftOut(many)).toBe(8);
  });

  it("leaves out outputs that belong to a derived input", () => {
    expect(rowGrid({ ...example(2), derived: 0 }, 80).map(({ label }) => label)).toEqual(["x", ""]);
  });
});
