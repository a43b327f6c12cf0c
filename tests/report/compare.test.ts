// Two runs side by side: what is new, what is gone, what moved, and what a difference between the runs means for it.

import { describe, expect, it } from "vitest";
import { compareReports } from "../../src/report/compare/compare-reports.ts";
import { comparisonMarkdown } from "../../src/report/compare/comparison-markdown.ts";
import { comparisonText } from "../../src/report/compare/comparison-text.ts";
import { type ImplementationResult, type PropertyResult, type RunReport, runReport } from "../../src/report/model.ts";
import { changed, epsilon, explainedReport, maps, overflow } from "./explained-report.ts";
import { poisoned } from "./sample-report.ts";

const report = await explainedReport();
const kernel = "two-pass-sequential-1";

/** The report with one property of one implementation changed. */
const withProperty = (id: string, change: Partial<PropertyResult>, of = report, implementation = kernel) => changed(of, implementation, (property) => (property.property === id ? { ...property, ...change } : property));
const withResult = (more: Partial<ImplementationResult>, of = report, implementation = kernel) => changed(of, implementation, (property) => property, more);
const withRun = (run: Partial<RunReport["run"]>) => ({ ...report, run: { ...report.run, ...run } });

function changes(before: RunReport, after: RunReport, factor = 1.25): Record<string, string[]> {
  const { sections } = compareReports(before, after, { factor });
  return Object.fromEntries(sections.map(({ title, changes: all }) => [title, all.map(({ implementation, property, text }) => [implementation, property, text].filter(Boolean).join(" "))]));
}

const violated = withProperty("zero-mean", { status: "fail", margin: 12, cause: overflow });

describe("verdicts", () => {
  it("nothing changed between a report and itself", () => {
    const comparison = compareReports(report, report, { factor: 1.25 });
    expect(comparison).toMatchObject({ sections: [], differences: [], worse: false, compared: 55, same: 55 });
  });

  it("newly violated is worse, fixed is better", () => {
    expect(changes(report, violated)).toEqual({ "Newly violated": ["two-pass-sequential-1 zero-mean 0.19 → ✗12   squares overflow"] });
    expect(compareReports(report, violated, { factor: 1.25 })).toMatchObject({ worse: true, same: 54 });
    expect(changes(violated, report)).toEqual({ Fixed: ["two-pass-sequential-1 zero-mean ✗12 → 0.19   was: squares overflow"] });
    expect(compareReports(violated, report, { factor: 1.25 }).worse).toBe(false);
  });

  it("an open regression does not make a new violation an old one, but moves an old one to the record", () => {
    const known = withProperty("zero-mean", { status: "known", margin: 12, fixture: "regressions/a.json" });
    expect(changes(report, known)["Newly violated"]).toEqual(["two-pass-sequential-1 zero-mean 0.19 → ~12   cause not known; on record as an open regression"]);
    expect(changes(violated, withProperty("zero-mean", { status: "known", margin: 12, fixture: "regressions/a.json", cause: overflow }))).toEqual({
      "Violations that are now on record, or no longer": ["two-pass-sequential-1 zero-mean ✗12 → ~12   now on record in regressions/a.json"],
    });
  });

  it("what was not judged is neither fixed nor as before", () => {
    expect(changes(violated, withProperty("zero-mean", { status: "skip", margin: null }))).toEqual({ "Violated before, not judged now": ["two-pass-sequential-1 zero-mean ✗12 → –   it was violated, and was not judged now"] });
    expect(changes(withProperty("zero-mean", { status: "skip", margin: null }), violated)["Newly violated"]).toEqual(["two-pass-sequential-1 zero-mean – → ✗12   squares overflow"]);
  });

  it("an implementation that can no longer be judged is worse, and its properties are not counted as fixed", () => {
    const lost = withResult({ verdict: "error", error: "no default export", properties: [] }, violated);
    expect(changes(violated, lost)).toEqual({ "Can no longer be judged": ["two-pass-sequential-1 no default export"] });
    expect(compareReports(violated, lost, { factor: 1.25 }).worse).toBe(true);
    expect(changes(lost, violated)).toEqual({ Fixed: ["two-pass-sequential-1 can be judged again: 1 property violated"] });
  });

  it("added and removed implementations are named; one that fails is worse, one that fails as recorded is not", () => {
    const without = (...names: string[]) => runReport(report.run, report.results.filter(({ implementation }) => !names.includes(implementation)));
    expect(changes(report, without("naive-fp16"))).toEqual({ "Implementations removed": ["naive-fp16 it was: 2 properties violated"] });
    expect(Object.keys(changes(without("naive-fp16"), report))).toEqual(["Newly violated", "Implementations added"]);
    expect(compareReports(without("one-pass"), report, { factor: 1.25 }).worse).toBe(false);
  });

  it("regressions that broke are worse, those that were broken before are not", () => {
    const broken = withResult({ regressions: { replayed: 1, failures: [{ file: "r.json", property: "zero-mean", message: "r.json no longer reproduces" }] } });
    expect(changes(report, broken)).toEqual({ "Regressions that no longer do what their status says": ["two-pass-sequential-1 zero-mean r.json no longer reproduces"] });
    expect(changes(broken, broken)).toEqual({});
  });
});

describe("causes, margins, contracts, regions", () => {
  it("says which causes came and went, of the first and of other counterexamples", () => {
    expect(changes(violated, withProperty("zero-mean", { status: "fail", margin: 12, cause: epsilon }))).toEqual({ "Violations with other causes": ["two-pass-sequential-1 zero-mean now also or instead: ε rounds to 0; no longer: squares overflow"] });
    expect(changes(violated, withProperty("zero-mean", { status: "fail", margin: 12, cause: overflow, others: [{ cause: epsilon }] }))).toEqual({ "Violations with other causes": ["two-pass-sequential-1 zero-mean now also or instead: ε rounds to 0"] });
  });

  it("shows margins that moved by the factor, the largest move first, and no others", () => {
    const grown = withProperty("oracle-agreement", { margin: 0.38 }, withProperty("zero-mean", { margin: 0.38 }));
    expect(changes(report, grown)["Margins that grew by a factor of 1.25 or more"]).toEqual(["two-pass-sequential-1 zero-mean 0.19 → 0.38   × 2.0"]);
    expect(changes(report, grown, 3)).toEqual({});
    expect(changes(grown, report)["Margins that shrank by a factor of 1.25 or more"]).toEqual(["two-pass-sequential-1 zero-mean 0.38 → 0.19   × 1/2.0"]);
  });

  it("takes margins below a hundredth for equal, and an infinite one for an infinite move", () => {
    const tiny = (margin: number) => withProperty("zero-mean", { margin });
    expect(changes(tiny(1e-6), tiny(9e-3))).toEqual({});
    expect(changes(tiny(0), tiny(0.5))["Margins that grew by a factor of 1.25 or more"]).toEqual(["two-pass-sequential-1 zero-mean ✓ → 0.50   × 50"]);
    const infinite = withProperty("zero-mean", { status: "fail", margin: "Infinity", cause: overflow });
    expect(Object.values(changes(violated, infinite))).toEqual([["two-pass-sequential-1 zero-mean ✗12 → ✗∞"]]);
    expect(Object.values(changes(infinite, violated))).toEqual([["two-pass-sequential-1 zero-mean ✗∞ → ✗12"]]);
    expect(changes(infinite, infinite)).toEqual({});
  });

  it("says that a contract is another one", () => {
    const contract = { ...report.results[1]!.contract!, algorithm: "one-pass" as const };
    expect(changes(report, withResult({ contract }))["Other contracts: their margins are of other tolerances"]).toEqual([expect.stringMatching(/^two-pass-sequential-1 fp32, stable in fp32, .* → fp32, one-pass in fp32/)]);
  });

  it("compares regions where the maps are of the same rows", () => {
    const of = (more: Partial<(typeof maps.map.safe)[0]>) => withResult({ maps: { ...maps, map: { ...maps.map, safe: [{ ...maps.map.safe[0]!, ...more }] } } });
    expect(changes(of({}), of({ conditions: 1, sentence: "within 2 ulp for κ < 2^4 (16), on 12 rows" }))["Regions in which the error is small"]).toEqual(["two-pass-sequential-1 smaller, 2 ulp: within 2 ulp for |x| < 2^1 (2) and every κ, on 24 rows → within 2 ulp for κ < 2^4 (16), on 12 rows"]);
    expect(changes(of({ sentence: "on 23 rows" }), of({}))).toEqual({});
    expect(changes(of({}), withResult({ maps: { ...maps, format: "fp32" } }))["Regions in which the error is small"]).toEqual(["two-pass-sequential-1 the maps are of other rows and cannot be laid side by side"]);
  });

  it("says what is new beyond the contract, whatever the counts", () => {
    const beyond = (count: number) => withResult({ beyond: [{ grade: "impossible", symptom: "collapsed", count, message: "every output is 0" }] });
    expect(changes(report, beyond(3))).toEqual({ "Beyond the contracts": ["two-pass-sequential-1 new: impossible, collapsed; every output is 0"] });
    expect(changes(beyond(3), beyond(9))).toEqual({});
    expect(changes(beyond(3), report)).toEqual({ "Beyond the contracts": ["two-pass-sequential-1 no longer: impossible, collapsed"] });
  });
});

describe("differences between the runs", () => {
  it.each<[Partial<RunReport["run"]>, string, RegExp]>([
    [{ seed: "7" }, "seed", /other rows were tried: margins move by chance/],
    [{ version: "0.2.0" }, "normfuzz", /bounds, properties and row families may be others/],
    [{ profile: "nightly" }, "profile", /the run that tried more rows finds more/],
    [{ runsPerProperty: 5 }, "batches", /one run tried more rows/],
    [{ node: "v24" }, "node", /other last bits/],
    [{ platform: "darwin arm64" }, "platform", /engines have other kernels/],
  ])("%j is said, with what it means", (run, what, meaning) => {
    const { differences } = compareReports(report, withRun(run), { factor: 1.25 });
    expect(differences).toEqual([{ what, before: expect.any(String), after: Object.values(run).map(String)[0], meaning: expect.stringMatching(meaning) }]);
  });

  it("says that one run saw far fewer rows of the same implementations", () => {
    expect(compareReports(report, withResult({ rows: 200_000 }), { factor: 1.25 }).differences.map(({ what }) => what)).toEqual(["rows"]);
    expect(compareReports(report, withResult({ rows: 13_000 }), { factor: 1.25 }).differences).toEqual([]);
  });
});

describe("texts", () => {
  const comparison = compareReports(report, { ...violated, run: { ...report.run, seed: "7" } }, { factor: 1.25 });

  it("says it in a terminal, in lines that fit", () => {
    const text = comparisonText(comparison, { width: 80, colour: false });
    expect(text).toContain("! seed 2026 → 7: other rows were tried");
    expect(text).toContain("✗ Newly violated (1)\n  two-pass-sequential-1  zero-mean  0.19 → ✗12   squares overflow\n");
    expect(text).toMatch(/\n✗ 1 change for the worse · 54 of 55 verdicts as before\n$/);
    for (const line of text.split("\n").slice(2)) expect([line, line.length <= 80]).toEqual([line, true]);
    expect(comparisonText(comparison, { width: 80, colour: true }).replace(/\u001b\[\d+m/g, "")).toBe(text);
  });

  it("says it in Markdown", () => {
    const text = comparisonMarkdown(comparison);
    expect(text).toContain("## normfuzz: ✗ 1 change for the worse · 54 of 55 verdicts as before");
    expect(text).toContain("- **seed** <code>2026</code> → <code>7</code>: other rows");
    expect(text).toContain("| <code>two-pass-sequential-1</code> | <code>zero-mean</code> | <code>0.19 → ✗12   squares overflow</code> |");
  });

  it("keeps to a comment's size", () => {
    const many = runReport(report.run, Array.from({ length: 500 }, (_, i) => ({ ...report.results[3]!, implementation: `kernel-${i}-${"x".repeat(300)}` })));
    const text = comparisonMarkdown(compareReports(runReport(report.run, []), many, { factor: 1.25 }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(text).toContain("did not fit into a comment");
  });

  it("is harmless with hostile text", () => {
    const hostile = compareReports(poisoned(report), poisoned(violated), { factor: 1.25 });
    expect(comparisonText(hostile, { width: 100, colour: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(comparisonMarkdown(hostile)).not.toMatch(/<script|```|\]\(|@everyone|^# /m);
    const columns = (line: string) => line.split(/(?<!\\)\|/).length;
    expect(new Set(comparisonMarkdown(hostile).split("\n").filter((line) => line.startsWith("|")).map(columns))).toEqual(new Set([5]));
  });
});
