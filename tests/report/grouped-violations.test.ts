// Terminal, Markdown and annotations say the same in the same order: violations by cause, the card of the simplest row with its stages,
// then what is beyond the contract, then proofs.

import { describe, expect, it } from "vitest";
import { annotations } from "../../src/report/annotations.ts";
import { bytesMax, reportMarkdown } from "../../src/report/markdown.ts";
import { within } from "../../src/report/markdown-parts.ts";
import { runReport } from "../../src/report/model.ts";
import { sourceLine } from "../../src/report/source-line.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { violationGroups } from "../../src/report/violation-groups.ts";
import { changed, epsilon, explainedReport, overflow } from "./explained-report.ts";

const report = changed(await explainedReport(), "two-pass-sequential-0", (property) => property, {
  proofs: [{ statement: "proved for all 4 rows of 1 fp16 value", verdict: "proved", format: "fp16", cols: 1, eps: "0x3727c5ac 1e-5", rows: 4, proved: 4, violated: 0, beyond: 0 }],
});
const naive = report.results.find(({ implementation }) => implementation === "naive-fp16")!;
const text = terminalReport(report, { width: 120, colour: false });
const markdown = reportMarkdown(report);

describe("groups", () => {
  it("are one for each cause, the one that breaks most properties first", () => {
    expect(violationGroups(naive).map(({ cause, properties, count }) => [cause?.id, properties.map(({ property }) => property), count])).toEqual([
      ["overflow-of-squares", ["finite-output", "not-collapsed"], 10],
      ["epsilon-underflow", ["finite-output"], 1],
    ]);
  });

  it("leave alone what has no cause, or none with a name", () => {
    const unknown = { id: "unknown", label: "like no mistake known here" };
    const alone = (cause: typeof unknown | undefined) => violationGroups({ ...naive, properties: naive.properties.map((property) => ({ ...property, others: undefined, cause })) });
    for (const cause of [unknown, undefined]) expect(alone(cause).map(({ properties }) => properties.length)).toEqual([1, 1]);
  });

  it("put known ones last", () => {
    const properties = naive.properties.map((property) => (property.property === "finite-output" ? { ...property, others: undefined, status: "known" as const } : property.property === "not-collapsed" ? { ...property, cause: { ...overflow, id: "other" } } : property));
    expect(violationGroups({ ...naive, properties }).map(({ known }) => known)).toEqual([false, true]);
  });
});

describe("the terminal report", () => {
  it("shows cause, card, stages, remedy, and the other properties in a line each", () => {
    const block = text.slice(text.indexOf("naive-fp16: squares overflow"), text.indexOf("naive-fp16: ε rounds to 0"));
    expect(block).toMatch(/^naive-fp16: squares overflow: 2 properties, 10 violations looked at\n✗ naive-fp16 violates finite-output at y\[0\]/);
    expect(block).toContain("  cause     squares overflow: it ");
    expect(block).toMatch(/\n {2}stages {4}values of a two-pass LayerNorm in fp16, which gives the same outputs\n {12} +own +exact +bits lost\n {12}Σx +Infinity +131008 +all 11 {2}◀ lost here\n/);
    expect(block).toContain("\n  remedy    Square and accumulate in a wider format, or scale");
    expect(block).toMatch(/\n {2}also {6}not-collapsed ✗\S+ at y\[\d\] {3}regressions\/naive-fp16\/not-collapsed\.3f2ac1d0\.json\n/);
  });

  it("names the fixture of the counterexample that has the cause", () => {
    const swapped = changed(report, "naive-fp16", (property) => (property.property === "not-collapsed" ? { ...property, others: [{ minimal: property.minimal, fixture: "regressions/second.json", cause: epsilon }] } : property));
    expect(terminalReport(swapped, { width: 120, colour: false })).toMatch(/also {6}(?:not-collapsed ✗\S+ at y\[\d\] {3}regressions\/second\.json|finite-output ✗∞ at y\[0\] {3}regressions\/naive-fp16\/finite-output\.00000001\.json)\n/);
  });

  it("has the order of the page", () => {
    const places = ["worst error ÷ tolerance", "naive-fp16: squares overflow", "naive-fp16: ε rounds to 0", "one-pass violates (known)", "impossible, too-large", "Beyond the contract, inaccurate", "proved for all 4 rows", "reports  "].map((part) => text.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe("the Markdown report", () => {
  it("has the same order, and the cause for a title", () => {
    const places = ["worst error ÷ tolerance", "### Regressions", "### Violations, by cause", "naive-fp16&#58; squares overflow&#58; 2 properties", "naive-fp16&#58; ε rounds to 0", "one-pass violates (known)", "impossible, too-large", "Beyond the contracts, inaccurate", "### Proofs"].map((part) => markdown.indexOf(part));
    expect(places.every((place) => place > 0), JSON.stringify(places)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(markdown).toContain("Also: <code>not-collapsed</code> ✗");
    expect(markdown).toContain("◀ lost here");
  });

  it("ends before GitHub refuses it, with a sentence, and with fixtures that are too long left out", () => {
    const fixtureText = "`x`".repeat(10_000);
    const many = runReport(report.run, Array.from({ length: 60 }, (_, i) => ({ ...naive, implementation: `naive-${i}`, properties: naive.properties.map((property) => ({ ...property, fixtureText })) })));
    const long = reportMarkdown(many);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(bytesMax);
    expect(Buffer.byteLength(long)).toBeGreaterThan(bytesMax - 200_000);
    expect(long).toMatch(/\n\n\d+ parts of this report did not fit into a page of GitHub's: all of it is in report\.html and report\.json\.\n$/);
    expect(long.match(/<details>/g)?.length).toBe(long.match(/<\/details>/g)?.length);
    const short = reportMarkdown(runReport(report.run, [{ ...naive, properties: naive.properties.map((property) => ({ ...property, fixtureText: "x".repeat(100_000) })) }]));
    expect(short).toContain("The fixture is too long for this page");
    expect(short.length).toBeLessThan(20_000);
  });

  it("counts bytes, not characters", () => {
    expect(within(["aa", "éé"], 100, String)).toBe("aa\n\néé");
    expect(within(["é".repeat(40), "é".repeat(40)], 110, (left) => `${left} left`)).toBe(`${"é".repeat(40)}\n\n1 left`);
  });
});

describe("annotations", () => {
  const lines = annotations(report).trimEnd().split("\n");

  it("are one for each cause, at the line of the kernel", () => {
    const own = lines.filter((line) => line.includes("title=naive-fp16"));
    expect(own).toHaveLength(2);
    expect(own[0]).toMatch(/^::error file=kernels\/naive\.ts,line=12,title=naive-fp16%3A squares overflow%3A 2 properties%2C 10 violations looked at::naive-fp16 violates finite-output at y\[0\]%0Apromise/);
    expect(own[0]).toContain("%0Aalso        not-collapsed%0Afixture     regressions/naive-fp16/finite-output.3f2ac1d0.json");
  });

  it("have paths from the root of the repository", () => {
    expect(annotations(report, { folder: "sub" })).toContain("file=sub/kernels/naive.ts,line=12");
  });

  it("say nothing of violations that are on record", () => {
    const known = changed(report, "naive-fp16", (property) => (property.status === "fail" ? { ...property, status: "known" } : property));
    expect(annotations(known)).not.toContain("naive-fp16");
  });
});

describe("the line of an implementation", () => {
  const module = ["// two kernels", "const shared = 1;", "export default [", '  { id: "a", format: "fp32",', "    forward(x) {}", "  },", "  {", "    id: 'b',", "    forward: async (x) => x,", "  },", '  { id: "c", ...shared },', "];"].join("\n");
  it.each([
    ["a", 5],
    ["b", 9],
    ["c", 11],
    ["made-by-a-function", 5],
  ])("%s is at %i", (id, line) => {
    expect(sourceLine(module, id)).toBe(line);
  });
  it("is not known where neither id nor forward is written", () => {
    expect(sourceLine("export default make();", "x")).toBeUndefined();
    expect(sourceLine("export default { id: 'a+b(', forward };", "a+b(")).toBe(1);
  });
});
