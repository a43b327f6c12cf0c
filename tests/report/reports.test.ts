// Every report, drawn from the same model: what must be in it, and what hostile text must not be able to do.

import { describe, expect, it } from "vitest";
import { annotations } from "../../src/report/annotations.ts";
import { reportJson } from "../../src/report/json.ts";
import { reportMarkdown } from "../../src/report/markdown.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { poisoned, sampleReport } from "./sample-report.ts";

const report = await sampleReport();
const bad = poisoned(report);
const wide = await sampleReport(15);
const terminal = (width: number, colour = false, of = report) => terminalReport(of, { width, colour });
// Everything that a terminal might act on, but for the newlines between our own lines.
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;
/** What colours are made of. */
const colours = /\u001b\[\d+m/g;

describe("the terminal report", () => {
  const text = terminal(140);

  it("says who passed, failed and could not be judged", () => {
    expect(text).toMatch(/1 ✓ two-pass-sequential-0 .*closest 0\.90 in row-independence/);
    expect(text).toMatch(/4 ✗ naive-fp16 .*violates finite-output, not-collapsed/);
    expect(text).toMatch(/5 ✓ one-pass .*known: oracle-agreement; 1 broken regression; 1 impossible beyond contract/);
    expect(text).toMatch(/6 ! broken .*no default export/);
    expect(text).toContain("4 pass · 1 fail (2 violated) · 1 could not be judged · 1 broken regression · 1 known · 1 impossible beyond contract · 74,070 rows in 12.3 s");
  });

  it("puts every margin in the row of its property and the column of its implementation", () => {
    const lines = text.split("\n");
    const cells = (property: string) => lines.find((line) => line.startsWith(property))?.slice(property.length).trim().split(/ +/);
    expect(lines.find((line) => /^ +1 +2 +3 +4 +5$/.test(line))).toBeDefined();
    expect(cells("finite-output")).toEqual(["0.09", "0.10", "0.11", "✗∞", "0.25"]);
    expect(cells("oracle-agreement")).toEqual(["0.36", "0.37", "0.38", "0.50", "~158"]);
    expect(cells("monotone")).toEqual(["–", "–", "–", "0.50", "0.25"]);
    expect(cells("answers")).toEqual(["✓", "✓", "✓", "0.50", "0.25"]);
  });

  it("shows a violation as a card that a person can check by hand", () => {
    for (const line of [
      "x         65504   65504",
      "          0x7bff  0x7bff",
      "ε         1e-5   0x3727c5ac",
      "observed  NaN   0x7e00",
      "exact     -1.4629839945293432   rounds to -1.463   0xbdda",
      "tolerance 10 ulp = 10 all of it   one hundredth   exceeded 246 times",
      "lost at   Σx: 65504 + 65504 = 131008 passes 65504, the largest fp16 number, at element 1",
      "replay    npx normfuzz replay regressions/naive-fp16/finite-output.3f2ac1d0.json",
      "found     seed 2026 · family large-offset · 214 rows tried · shrunk 31 times",
    ]) {
      expect(text).toContain(`\n  ${line}\n`);
    }
    expect(text).toMatch(/✗ naive-fp16 violates finite-output at y\[0\] +regressions\/naive-fp16\/finite-output/);
  });

  it("cuts long rows in the middle", () => {
    expect(text).toMatch(/x {9}70000 .* … 7\d\d more {2}\S/);
    expect(text).not.toContain("70000.375  70000.375");
  });

  it("shows impossible findings beyond the contract in full, inaccurate ones in a line", () => {
    expect(text).toMatch(/impossible, too-large at y\[0\]\n {2}x {9}4096 +4097\n/);
    expect(text).toContain("  one-pass: inaccurate on 3 rows; off by half of its scale\n");
  });

  it.each([60, 80, 100, 140, 200])("keeps to %i columns but for what must not be broken", (width) => {
    for (const line of terminal(width, false, wide).split("\n")) {
      if (/regressions\/|^again|^worst error|^normfuzz|pass ·|no LayerNorm has/.test(line)) continue;
      expect([line, line.length <= width]).toEqual([line, true]);
    }
  });

  it("says the same with colours as without", () => {
    expect(terminal(120, true)).toMatch(colours);
    expect(terminal(120, true).replace(colours, "")).toBe(terminal(120));
  });

  it("lets no text act on the terminal", () => {
    expect(terminal(120, false, bad)).not.toMatch(controls);
    expect(terminal(120, true, bad).replace(colours, "")).not.toMatch(controls);
    expect(terminal(120, false, bad)).toContain("\\x1b[31mred");
    expect(terminal(120, false, bad)).not.toMatch(/^::/m);
  });
});

describe("the JSON report", () => {
  it("is the model, with the field names that are promised", () => {
    const json = JSON.parse(reportJson(report));
    expect(json).toEqual(JSON.parse(JSON.stringify(report)));
    const naive = json.results.find((result: { implementation: string }) => result.implementation === "naive-fp16");
    expect(naive.verdict).toBe("fail");
    expect(naive.properties[1]).toMatchObject({ property: "finite-output", status: "fail", runs: 214, margin: "Infinity", minimal: { x: ["0x7bff 65504", "0x7bff 65504"] }, worst: { cols: 5 } });
    expect(json.results[4].beyond[0]).toMatchObject({ grade: "impossible", symptom: "too-large", count: 17 });
    expect(json.summary).toMatchObject({ pass: 4, fail: 1, error: 1, violations: 2, known: 1, regressions: 1, impossible: 1, inaccurate: 1, rows: 74070 });
  });

  it("holds numbers that JSON does not", () => {
    const text = reportJson({ ...report, run: { ...report.run, seconds: NaN } });
    expect(JSON.parse(text).run.seconds).toBe("NaN");
  });
});

describe("the Markdown report", () => {
  const text = reportMarkdown(report);
  const rows = (of: string) => of.split("\n").filter((line) => line.startsWith("|"));
  const columns = (line: string) => line.split(/(?<!\\)\|/).length;

  it("has the verdicts, the margins and the cards", () => {
    expect(text).toContain("## normfuzz: ✗ 1 fail, 1 could not be judged, 4 pass");
    expect(text).toContain("| <code>finite-output</code> | 0.09 | 0.10 | 0.11 | ✗∞ | 0.25 |  |");
    expect(text).toMatch(/<summary><code>naive-fp16&#58; sums overflow&#58; 1 property, 41 violations looked at<\/code>/);
    expect(text).toContain("lost at     Σx: 65504 + 65504 = 131008 passes 65504");
    expect(text).not.toContain("undefined");
  });

  it("keeps its tables, fences and details under hostile text", () => {
    const attacked = reportMarkdown(bad);
    expect(rows(attacked).map(columns)).toEqual(rows(text).map(columns));
    expect(attacked.split("\n").length).toBe(text.split("\n").length);
    const outside = attacked.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, "");
    expect(outside.match(/<details>/g)?.length).toBe(text.match(/<details>/g)?.length);
    expect(outside).not.toMatch(/<script|```|\]\(|@everyone|^# /m);
    expect(attacked).not.toMatch(controls);
  });
});

describe("annotations", () => {
  it("are one error command for each violation, broken regression and unjudged implementation", () => {
    const lines = annotations(report).trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^::error file=regressions\/naive-fp16\/finite-output\.3f2ac1d0\.json,title=naive-fp16%3A sums overflow%3A 1 property%2C 41 violations looked at::naive-fp16 violates finite-output at y\[0\]%0Apromise/);
    expect(lines[0]).toContain("%0Aobserved    NaN   0x7e00%0A");
    expect(lines[4]).toMatch(/^::error title=broken could not be judged::/);
  });

  it("cannot be left by hostile text", () => {
    const lines = annotations(bad).trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      // Four colons pairs would be another command; in properties neither ":" nor "," may stand.
      expect(line).toMatch(/^::error (file=[^:,]*,)?title=[^:,]*::/);
      expect(line).not.toMatch(controls);
      expect(line).not.toMatch(/%(?!25|0A|0D|3A|2C)/);
    }
  });

  it("are nothing when nothing is wrong", () => {
    expect(annotations({ ...report, results: report.results.slice(0, 3) })).toBe("");
  });
});
