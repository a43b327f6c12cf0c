// `normfuzz report` and `normfuzz compare` as people call them: files drawn again from report.json alone, what changed between two, and one
// message for each thing that can be wrong.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { annotations } from "../../src/report/annotations.ts";
import { reportHtml } from "../../src/report/html/report-html.ts";
import { reportJson } from "../../src/report/json.ts";
import { reportJunit } from "../../src/report/junit.ts";
import { bytesMax, reportMarkdown } from "../../src/report/markdown.ts";
import { writeWorkflow } from "../../src/cli/write-reports.ts";
import { changed, explainedReport, overflow } from "../report/explained-report.ts";
import { run } from "./fake-io.ts";

const report = await explainedReport();
const worse = changed(report, "two-pass-sequential-0", (property) => (property.property === "zero-mean" ? { ...property, status: "fail", margin: 12, cause: overflow } : property));
let folder: string;
const place = (...names: string[]) => join(folder, ...names);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "normfuzz-report-"));
  for (const [name, one] of [["before", report], ["after", worse]] as const) {
    mkdirSync(place(name));
    writeFileSync(place(name, "report.json"), reportJson(one));
  }
});

describe("report", () => {
  it("prints the report and draws every file beside report.json, which stays as it is", async () => {
    const given = readFileSync(place("before", "report.json"), "utf8").replace('"run": {', '"later": 1, "run": {');
    writeFileSync(place("before", "report.json"), given);
    const { code, out, err } = await run(["report", place("before", "report.json")]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("naive-fp16: squares overflow: 2 properties");
    expect(readdirSync(place("before")).sort()).toEqual(["report.html", "report.json", "report.junit.xml", "report.md", "report.sarif"]);
    expect(readFileSync(place("before", "report.json"), "utf8")).toBe(given);
    // Nothing that a file is drawn from got lost on the way.
    const withoutFiles = (page: string) => page.replace(/<p>Other forms of this report: .*<\/p>/, "");
    expect(withoutFiles(readFileSync(place("before", "report.html"), "utf8"))).toBe(withoutFiles(reportHtml(report)));
    expect(readFileSync(place("before", "report.md"), "utf8")).toBe(reportMarkdown(report));
    expect(readFileSync(place("before", "report.junit.xml"), "utf8")).toBe(reportJunit(report));
  });

  it("takes a folder, and writes to another one, report.json too", async () => {
    const { code, out } = await run(["report", place("before"), "--report", place("drawn")]);
    expect(code).toBe(0);
    expect(readdirSync(place("drawn")).sort()).toEqual(["report.html", "report.json", "report.junit.xml", "report.md", "report.sarif"]);
    expect(out).toContain(join("drawn", "report.sarif"));
    expect(JSON.parse(readFileSync(place("drawn", "report.json"), "utf8")).results).toEqual(JSON.parse(reportJson(report)).results);
  });

  it.each([
    ["nothing there", "none.json", undefined, "none.json: no such file; give the report.json that normfuzz verify writes to its report folder"],
    ["not JSON", "bad.json", "{", "bad.json: is not JSON ("],
    ["a fixture", "fixture.json", '{"schema":"normfuzz/fixture/1"}', "is a regression fixture, not a report; normfuzz replay shows it"],
    ["older", "old.json", '{"schema":"normfuzz/report/1"}', "was written by an older normfuzz (normfuzz/report/1)"],
    ["a wrong field", "field.json", '{"schema":"normfuzz/report/2","run":{"seed":5}}', 'field.json: run.seed must be a text; it is 5; restore the file, or write it again with normfuzz verify'],
  ])("%s: one message, and exit code 2", async (_, name, text, message) => {
    if (text !== undefined) writeFileSync(place(name), text);
    for (const words of [["report", place(name)], ["compare", place(name), place("after")], ["compare", place("after"), place(name)]]) {
      const { code, out, err } = await run(words);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^normfuzz: [^\n]*\n$/);
      expect(err).toContain(message);
    }
  });

  it("says that a folder cannot be written", async () => {
    const { code, err } = await run(["report", place("before"), "--report", place("before", "report.json", "below")]);
    expect(code).toBe(2);
    expect(err).toMatch(/^normfuzz: --report .*below: cannot be written \(.*\); name a folder that can be\n$/);
  });
});

describe("compare", () => {
  it("ends with 0 where nothing is newly violated, with 1 where something is", async () => {
    expect(await run(["compare", place("before"), place("before")])).toMatchObject({ code: 0, out: expect.stringContaining("✓ nothing newly violated · 55 of 55 verdicts as before") });
    expect(await run(["compare", place("before"), place("after")])).toMatchObject({ code: 1, out: expect.stringContaining("✗ Newly violated (1)\n  two-pass-sequential-0  zero-mean  0.18 → ✗12   squares overflow\n") });
    expect(await run(["compare", place("after"), place("before")])).toMatchObject({ code: 0, out: expect.stringContaining("✓ Fixed (1)") });
  });

  it("writes Markdown, and takes another factor", async () => {
    expect((await run(["compare", place("before"), place("after"), "--markdown", place("out", "c.md")])).code).toBe(1);
    expect(readFileSync(place("out", "c.md"), "utf8")).toContain("### ✗ Newly violated (1)");
    expect(await run(["compare", place("before"), place("after"), "--factor", "1"])).toMatchObject({ code: 2, err: expect.stringContaining("give a number above 1") });
    expect(await run(["compare", place("before")])).toMatchObject({ code: 2, err: expect.stringContaining("missing required argument 'after'") });
    expect(await run(["compare", place("before"), place("after"), "--markdown", place("before")])).toMatchObject({ code: 2, err: expect.stringMatching(/^normfuzz: --markdown .*: cannot be written/) });
  });
});

describe("what a GitHub workflow shows", () => {
  const io = (env: Record<string, string>) => {
    const written = { out: "", err: "" };
    return { written, io: { stdout: { write: (text: string) => (written.out += text) }, stderr: { write: (text: string) => (written.err += text) }, env, signal: new AbortController().signal } };
  };

  it("is nothing elsewhere", () => {
    const { written, io: outside } = io({});
    writeWorkflow(report, outside);
    expect(written).toEqual({ out: "", err: "" });
  });

  it("are annotations with paths from the root of the repository, and the summary appended", () => {
    writeFileSync(place("summary.md"), "# before\n");
    const { written, io: inside } = io({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: place("summary.md"), GITHUB_WORKSPACE: join(process.cwd(), "..") });
    writeWorkflow(report, inside);
    const own = process.cwd().split("/").at(-1)!;
    expect(written.out).toBe(annotations(report, { folder: own }));
    expect(written.out).toContain(`file=${own}/kernels/naive.ts,line=12,`);
    expect(readFileSync(place("summary.md"), "utf8")).toBe(`# before\n${reportMarkdown(report)}`);
  });

  it("leaves a summary alone that has no room, and says so", () => {
    writeFileSync(place("full.md"), "x".repeat(bytesMax - 100));
    const { written, io: inside } = io({ GITHUB_STEP_SUMMARY: place("full.md") });
    writeWorkflow({ ...report, files: ["reports/report.html"] }, inside);
    expect(readFileSync(place("full.md"), "utf8")).toHaveLength(bytesMax - 100);
    expect(written.err).toBe("normfuzz: the job summary has no room for the report any more: it is in reports/report.html\n");
  });
});
