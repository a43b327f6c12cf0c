// A report read again is the report; every wrong field has its message; what can be read can be drawn, whatever is in it.

import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type * as v from "valibot";
import { reportHtml } from "../../src/report/html/report-html.ts";
import { reportJson } from "../../src/report/json.ts";
import { reportMarkdown } from "../../src/report/markdown.ts";
import type { RunReport } from "../../src/report/model.ts";
import { parseReport } from "../../src/report/parse-report.ts";
import { ReportError } from "../../src/report/report-error.ts";
import type { reportSchema } from "../../src/report/schema/report-schema.ts";
import { reportJunit } from "../../src/report/junit.ts";
import { annotations } from "../../src/report/annotations.ts";
import { reportSarif } from "../../src/report/sarif.ts";
import { compareReports } from "../../src/report/compare/compare-reports.ts";
import { comparisonMarkdown } from "../../src/report/compare/comparison-markdown.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { explainedReport } from "./explained-report.ts";
import { poisoned, sampleReport } from "./sample-report.ts";

const report = await explainedReport();
const text = reportJson(report);

/** Without `readonly`, which valibot does not infer. */
type Mutable<T> = T extends readonly (infer Item)[] ? Mutable<Item>[] : T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;

/** Every report drawn, for what it throws. */
function draw(of: RunReport): void {
  for (const width of [60, 120]) terminalReport(of, { width, colour: true });
  reportMarkdown(of);
  reportHtml(of);
  reportJunit(of);
  reportSarif(of);
  annotations(of);
  comparisonMarkdown(compareReports(report, of, { factor: 1.25 }));
}

/** The sample with one field replaced: by its path. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const json = JSON.parse(text);
  let place = json;
  for (const key of path.slice(0, -1)) place = place[key];
  const last = path.at(-1)!;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return JSON.stringify(json);
}

function errorOf(of: string): string {
  try {
    parseReport(of, "reports/report.json");
  } catch (error) {
    expect(error).toBeInstanceOf(ReportError);
    return (error as Error).message;
  }
  return "no error";
}

/** Paths of all values, also of lists and objects. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  const below = typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, Array.isArray(value) ? Number(key) : key])) : [];
  return path.length === 0 ? below : [[...path], ...below];
}

describe("reading", () => {
  it("has the types of the model", () => {
    expectTypeOf<Mutable<v.InferOutput<typeof reportSchema>>>().toEqualTypeOf<Mutable<RunReport>>();
  });

  it("gives the report that was written, with nothing left out", () => {
    const read = parseReport(text, "report.json");
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(text));
    expect(parseReport(reportJson(read), "report.json")).toEqual(read);
    expect(parseReport(`\ufeff${text}`, "report.json")).toEqual(read);
  });

  it("counts again what can be counted", () => {
    expect(parseReport(changed(["summary", "pass"], 99), "f").summary.pass).toBe(report.summary.pass);
  });

  it("leaves out fields that it does not know, also those that would touch prototypes", () => {
    const read = parseReport(text.replace('"run": {', '"later": 1, "__proto__": { "polluted": 1 }, "run": { "constructor": { "prototype": 1 },'), "f");
    expect(read).toEqual(parseReport(text, "f"));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("messages", () => {
  it.each([
    ["not JSON", "{ not json", /^reports\/report\.json: is not JSON \(.*\); give the report\.json that normfuzz verify writes$/],
    ["empty", "", /is not JSON/],
    ["no report", '{ "name": "x" }', /is JSON, but not a report of normfuzz: it has no field "schema"/],
    ["a list", "[1]", /is JSON, but not a report/],
    ["null", "null", /is JSON, but not a report/],
    ["another schema", '{ "schema": "other\\u001b[31m/1" }', /its schema is "other\\u001b\[31m\/1"/],
    ["a fixture", '{ "schema": "normfuzz/fixture/1" }', /is a regression fixture, not a report; normfuzz replay shows it/],
    ["older", '{ "schema": "normfuzz/report/1" }', /written by an older normfuzz \(normfuzz\/report\/1\), and this one reads normfuzz\/report\/2; write it again with normfuzz verify/],
    ["newer", '{ "schema": "normfuzz/report/10" }', /written by a newer normfuzz \(normfuzz\/report\/10\).*; update normfuzz/],
  ])("%s", (_, given, message) => {
    expect(errorOf(given)).toMatch(message);
  });

  const first = ["results", 3, "properties", 1, "minimal"] as const;
  it.each<[readonly (string | number)[], unknown, string]>([
    [["run", "seconds"], "many", 'run.seconds must be a number; it is "many"; restore the file, or write it again with normfuzz verify'],
    [["run", "seed"], undefined, "run.seed is missing; restore"],
    [["run", "startedAt"], "yesterday", 'run.startedAt must be a time as ISO 8601 writes it, 2026-11-23T12:00:00Z; it is "yesterday"'],
    [["results"], {}, "results must be a list; it is an object"],
    [["results", 0], null, "results[0] must be an object; it is null"],
    [["results", 0, "rows"], -1, "results[0].rows must be at least 0; it is -1"],
    [["results", 0, "rows"], 1.5, "results[0].rows must be a whole number; it is 1.5"],
    [["results", 0, "verdict"], "perhaps", 'results[0].verdict must be one of "pass", "fail", "error"; it is "perhaps"'],
    [["results", 0, "properties", 2, "margin"], "big", 'results[0].properties[2].margin must be a number, "Infinity", "-Infinity" or "NaN"; it is "big"'],
    [[...first, "x", 1], "65504", 'results[3].properties[1].minimal.x[1] must be bits and a decimal, as "0x3c00 1"; it is "65504"'],
    [[...first, "x"], ["0x3c00 1"], "results[3].properties[1].minimal.x must have rows × cols = 2 values, has 1"],
    [[...first, "rows"], 2 ** 40, "must have rows × cols"],
    [[...first, "column"], 7, "results[3].properties[1].minimal.column must be below cols = 2"],
    [["results", 0, "contract", "storage"], "fp23", 'results[0].contract.storage must be one of "fp64", "fp32", "fp16", "bf16"; it is "fp23"'],
    [["results", 0, "description"], "x".repeat(200_000), `results[0].description must have at most 100000 characters; it is "${"x".repeat(58)}…;`],
    [[...first, "stages", "stages", 0, "stage"], "tea", 'results[3].properties[1].minimal.stages.stages[0].stage must be one of "sum", "mean",'],
    [["results", 3, "maps", "map", "states"], [". "], "results[3].maps.map.states must be 2 lines (conditions) of 2 cells (magnitudes)"],
    [["results", 3, "maps", "format"], "fp8", 'results[3].maps.format must be one of "fp64", "fp32", "fp16", "bf16"; it is "fp8"'],
    [["results", 3, "properties", 1, "others", 0, "minimal", "x"], 5, "results[3].properties[1].others[0].minimal.x must be a list; it is 5"],
    [["results", 0, "sensitivity", "ulps"], [], "results[0].sensitivity its ulps must be a line for each length, a number for each κ"],
  ])("%j", (path, value, message) => {
    expect(errorOf(changed(path, value))).toContain(`reports/report.json: ${message.startsWith("must") ? "" : message}`);
    expect(errorOf(changed(path, value))).toContain(message);
  });

  it("are one line that no terminal acts on", () => {
    for (const given of [changed(["run", "seconds"], "a\n\u001b[31m"), `{ "a": "\u001b[31m" `]) expect(errorOf(given)).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe("what can be read", () => {
  it("can be drawn, when one field is replaced by something else", () => {
    const paths = pathsOf(JSON.parse(text));
    const odd = fc.oneof(
      fc.constantFrom<unknown>(undefined, null, true, -1, 0, 1e308, 5e-324, 2 ** 53, "", "NaN", "0x0 NaN", "0x7f80 Infinity", "0x0000 1e999", "known", [], {}, ["0x3c00 1"], [[]], "\u0000\u001b]0;x\u0007", "constructor", "__proto__"),
      fc.string(),
      fc.double(),
      fc.array(fc.constant("0x3c00 1"), { maxLength: 9 }),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        let parsed: RunReport;
        try {
          parsed = parseReport(changed(path, value), "f");
        } catch (error) {
          expect(error).toBeInstanceOf(ReportError);
          return;
        }
        read++;
        draw(parsed);
      }),
      { numRuns: 1000, seed: 7 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it("can be drawn with hostile text everywhere", async () => {
    // Without stages and maps, some of whose texts are fixed words.
    const sample = JSON.parse(JSON.stringify(await sampleReport(), (key, value) => (key === "stages" || key === "maps" ? undefined : value))) as RunReport;
    const hostile = poisoned(sample);
    draw(parseReport(reportJson({ ...hostile, run: { ...hostile.run, startedAt: report.run.startedAt } }), "f"));
  });
});
