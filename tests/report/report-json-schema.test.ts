// docs/report.schema.json is what the reader's schema says, and what programs in other languages can check a report by.

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { reportJson } from "../../src/report/json.ts";
import { reportJsonSchema } from "./report-json-schema.ts";
import { explainedReport } from "./explained-report.ts";

const committed = readFileSync(new URL("../../docs/report.schema.json", import.meta.url), "utf8");
// Times are checked by the reader; "date-time" is a note to others.
const validate = new Ajv2020({ allErrors: false, validateFormats: false }).compile(JSON.parse(committed));
const report = await explainedReport();

describe("docs/report.schema.json", () => {
  it("is up to date: npm run schema writes it", () => {
    expect(committed).toBe(reportJsonSchema());
  });

  it("names itself by the schema id, and nothing on a network but the dialect", () => {
    expect(JSON.parse(committed).$id).toBe("normfuzz/report/2");
    expect(committed.match(/https?:[^"]*/g)).toEqual(["https://json-schema.org/draft/2020-12/schema"]);
  });

  it("accepts a report", () => {
    expect(validate(JSON.parse(reportJson(report))), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each<[string, (json: { schema: string; results: Record<string, unknown>[] }) => void]>([
    ["another schema id", (json) => (json.schema = "normfuzz/report/1")],
    ["a missing field", (json) => delete json.results[0]!.rows],
    ["a wrong number", (json) => (json.results[0]!.rows = -1)],
    ["a wrong word", (json) => (json.results[0]!.verdict = "maybe")],
    ["a wrong value, deep inside", (json) => ((json.results[3]!.properties as { minimal: { x: string[] } }[])[1]!.minimal.x[0] = "65504")],
  ])("refuses %s", (_, spoil) => {
    const json = JSON.parse(reportJson(report));
    spoil(json);
    expect(validate(json)).toBe(false);
  });
});
