// How report.json is laid out: the same data as ever, a line for each property, and not much larger than what it says.

import { describe, expect, it } from "vitest";
import { reportJson } from "../../src/report/json.ts";
import { explainedReport } from "./explained-report.ts";

const report = await explainedReport();
const text = reportJson(report);

describe("report.json", () => {
  it("is the report", () => {
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(reportJson(report)).toBe(text);
  });

  it("has texts for numbers that JSON lacks, however deep they lie", () => {
    const [first, ...rest] = report.results;
    const odd = { ...report, run: { ...report.run, seconds: NaN }, results: [{ ...first!, properties: [{ ...first!.properties[0]!, margin: -Infinity }] }, ...rest] };
    expect(JSON.parse(reportJson(odd)).run.seconds).toBe("NaN");
    expect(JSON.parse(reportJson(odd)).results[0].properties[0].margin).toBe("-Infinity");
  });

  it("has a line for each property and each finding", () => {
    const lines = text.split("\n").map((line) => line.trim().replace(/,$/, ""));
    const entries = report.results.flatMap(({ properties, beyond }) => [...properties, ...beyond]);
    expect(entries.length).toBeGreaterThan(10);
    for (const entry of entries) expect(lines.filter((line) => line === JSON.stringify(entry)).length).toBeGreaterThan(0);
  });

  it("spends little on its layout", () => {
    expect(text.length).toBeLessThan(1.1 * JSON.stringify(report).length);
  });
});
