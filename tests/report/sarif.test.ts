// report.sarif: SARIF 2.1.0 by its own schema, a rule for each property, a result for each violation and cause, at the file of the kernel.

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { reportSarif } from "../../src/report/sarif.ts";
import { sourceUri } from "../../src/report/source-uri.ts";
import { explainedReport } from "./explained-report.ts";
import { poisoned } from "./sample-report.ts";

const schema = JSON.parse(readFileSync(new URL("sarif/sarif-2.1.0.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const valid = (text: string) => {
  const log = JSON.parse(text);
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return log.runs[0];
};
const report = await explainedReport();
const run = valid(reportSarif(report));

describe("the SARIF report", () => {
  it("has a rule for each property, with what it states and why", () => {
    const { driver } = run.tool;
    expect(driver).toMatchObject({ name: "normfuzz", version: "0.1.0" });
    const rule = driver.rules.find(({ id }: { id: string }) => id === "zero-mean");
    expect(rule).toMatchObject({ shortDescription: { text: "the invariant zero-mean" }, fullDescription: { text: expect.stringContaining("returns β silently") }, help: { text: expect.stringMatching(/^the invariant zero-mean\. An/) } });
    for (const { ruleId, ruleIndex } of run.results) expect(driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it("has a result for each violated property and cause, at the line of the implementation", () => {
    const naive = run.results.filter(({ properties }: { properties?: { implementation: string } }) => properties?.implementation === "naive-fp16");
    expect(naive.map(({ ruleId, properties }: { ruleId: string; properties: { cause: string } }) => [ruleId, properties.cause])).toEqual([
      ["finite-output", "overflow-of-squares"],
      ["finite-output", "epsilon-underflow"],
      ["not-collapsed", "overflow-of-squares"],
    ]);
    expect(naive[0]).toMatchObject({ level: "error", locations: [{ physicalLocation: { artifactLocation: { uri: "kernels/naive.ts" }, region: { startLine: 12 } }, logicalLocations: [{ name: "naive-fp16" }] }] });
    expect(naive[0].message.text).toMatch(/^naive-fp16 violates finite-output at y\[0\]: .*\n\n[^]*x {11}65504 {3}65504\n/);
    expect(naive[1].message.text).toContain("remedy      Keep ε");
  });

  it("tells findings apart by implementation, property and cause, and nothing else", () => {
    const prints = (of: typeof run) => of.results.map(({ fingerprints }: { fingerprints: Record<string, string> }) => fingerprints["normfuzz/finding/1"]);
    expect(prints(run)).toContain("naive-fp16 finite-output overflow-of-squares");
    expect(new Set(prints(run)).size).toBe(run.results.length);
    const later = { ...report, run: { ...report.run, seed: "7", startedAt: "2027-01-01T00:00:00Z" } };
    expect(prints(valid(reportSarif(later)))).toEqual(prints(run));
  });

  it("has known violations as suppressed, broken regressions at their files, and says what could not be judged", () => {
    const known = run.results.find(({ suppressions }: { suppressions?: unknown }) => suppressions);
    expect(known).toMatchObject({ ruleId: "oracle-agreement", level: "note", suppressions: [{ kind: "external", justification: expect.stringContaining("regressions/one-pass/oracle-agreement") }] });
    expect(run.results.find(({ message }: { message: { text: string } }) => message.text.includes("no longer reproduces")).locations[0].physicalLocation.artifactLocation.uri).toBe("regressions/one-pass/a.json");
    expect(run.invocations[0]).toMatchObject({ executionSuccessful: false, endTimeUtc: "2026-11-23T12:00:12.340Z", toolExecutionNotifications: [{ message: { text: "broken could not be judged: ./broken.ts: no default export; add one" } }] });
  });

  it("has paths from the root of the repository", () => {
    expect(valid(reportSarif(report, { folder: "packages/k" })).results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("packages/k/kernels/naive.ts");
    expect(sourceUri("../other/a b#.ts", "packages/k")).toBe("packages/other/a%20b%23.ts");
    expect(sourceUri("/tmp/k.ts", "packages/k")).toBe("file:///tmp/k.ts");
    expect(sourceUri("C:\\k\\a.ts", "")).toBe("file:///C:/k/a.ts");
    expect(sourceUri("./\ud800.ts", "")).toBe("%EF%BF%BD.ts");
  });

  it("is valid under hostile text, and the schema is not one that accepts anything", () => {
    expect(reportSarif(poisoned(report))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(valid(reportSarif(poisoned(report))).results).toHaveLength(run.results.length);
    expect(validate({ version: "2.1.0", runs: [{ tool: {}, results: [] }] })).toBe(false);
  });
});
