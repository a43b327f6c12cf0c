// The glossary of theorems and docs/bounds.md say the same: every section that is named is there, and every term and source that the code
// gives to a tolerance is explained.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { theoremOfTerm, theorems, theoremsOf } from "../../../src/report/html/theorems.ts";

const root = resolve(import.meta.dirname, "../../..");
const bounds = readFileSync(join(root, "docs/bounds.md"), "utf8");
const sources = ["src/bounds", "src/contract", "properties"].flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts") && !name.includes(".test.")).map((name) => readFileSync(join(root, folder, name), "utf8")));
const tolerance = (source: string, ...labels: readonly string[]) => ({ value: 1, source, terms: labels.map((label) => ({ label, value: 1 })) });

describe("theorems", () => {
  it.each(theorems)("$id names a section of docs/bounds.md", ({ section }) => {
    expect(bounds.split("\n").some((line) => line.startsWith(`## ${section}`) || line.startsWith(`**${section}**`))).toBe(true);
  });

  it("have each their own name", () => {
    expect(new Set(theorems.map(({ id }) => id)).size).toBe(theorems.length);
  });

  const labels = [...new Set(sources.flatMap((text) => [...text.matchAll(/label: "([^"]+)"/g)].map(([, label]) => label)))];
  it("are known for some labels", () => expect(labels.length).toBeGreaterThan(6));
  it.each(labels)("explain the term %s", (label) => {
    expect(theoremOfTerm(label, "stable, any order, n = 3, κ = 1.7, u = 2^-24")).toBeDefined();
  });

  const exact = [...new Set(sources.flatMap((text) => [...text.matchAll(/exactly\(["`]([^"`]+)["`]\)/g)].map(([, source]) => source)))];
  it("are known for some equalities", () => expect(exact.length).toBeGreaterThan(8));
  it.each(exact)("explain why there is no tolerance: %s", (source) => {
    expect(theoremsOf(tolerance(source)).length).toBeGreaterThan(0);
  });

  it.each([
    ["two-pass, sequential sums, n = 3, κ = 1.7, u = 2^-24", "two-pass"],
    ["corrected-two-pass, pairwise sums, n = 3, κ = 1.7, u = 2^-24", "corrected-two-pass"],
    ["mean square of n = 2 outputs; welford, any order, n = 2, κ = 2, u = 2^-24", "welford"],
    ["twice stable, any order, n = 3, κ = 3.66, u = 2^-24", "stable"],
    ["chan, any order, n = 3, κ = 3.66, u = 2^-24", "any-tree"],
  ])("of the variance follow the algorithm: %s", (source, id) => {
    expect(theoremOfTerm("variance", source)?.id).toBe(id);
    expect(theoremsOf(tolerance(source, "variance")).map((theorem) => theorem.id).filter((one) => ["two-pass", "one-pass", "corrected-two-pass", "shifted", "welford", "any-tree", "stable"].includes(one))).toEqual([id]);
  });

  it.each([
    ["backward, means or sums, stable statistics, n = 3, κ = 1.7, u = 2^-24", ["statistics", "Σ γ·dy", "Σ γ·dy·x̂", "Σ γ·dy·x", "underflow", "products and differences", "storage rounding"]],
    ["sums over 3 rows in any order, stable statistics, u = 2^-24", ["statistics", "products", "underflow", "sum over rows", "storage rounding"]],
  ])("of gradients are their own: %s", (source, terms) => {
    expect(terms.map((label) => theoremOfTerm(label, source)?.id)).toEqual(terms.map(() => "backward"));
    expect(theoremsOf(tolerance(source, ...terms)).map(({ id }) => id)).toContain("backward");
  });

  it("are all that a tolerance rests on", () => {
    expect(theoremsOf(tolerance("sum of n = 2 outputs; one-pass, sequential sums, n = 2, κ = 3, u = 2^-24", "mean", "output step", "root")).map(({ id }) => id)).toEqual(["sums", "mean", "one-pass", "root", "output", "sums-of-outputs"]);
  });
});
