// Stryker's report read, its survivors told apart, and its silent failure, survivors that no test met, found out.

import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classify, type Explanation, kinds } from "../../power/mutation/classify.ts";
import { explanations } from "../../power/mutation/explanations.ts";
import { withSummaries } from "../../power/mutation/ledger.ts";
import { type MutationReport, mutantsOf, type ReportedMutant, untested } from "../../power/mutation/mutants.ts";
import { partsOf } from "../../power/mutation/parts.ts";
import { mutationSection, type PartSummary, summaryOf } from "../../power/mutation/section.ts";

const source = ["export function clamp(x: number): number {", "  if (x < 0) return 0;", "  return Math.min(", "    x,", "    1);", "}"].join("\n");

function reported(status: ReportedMutant["status"], [line, column, endLine, endColumn]: readonly number[], replacement: string, testsCompleted?: number): ReportedMutant {
  const location = { start: { line: line!, column: column! }, end: { line: endLine!, column: endColumn! } };
  return { mutatorName: "EqualityOperator", replacement, status, location, ...(testsCompleted === undefined ? {} : { testsCompleted }) };
}

const onBoundary = reported("Survived", [2, 7, 2, 12], "x <= 0", 3);
const report: MutationReport = {
  files: {
    "src/clamp.ts": {
      source,
      mutants: [onBoundary, reported("Killed", [2, 7, 2, 12], "false", 1), reported("Timeout", [2, 7, 2, 12], "x >= 0"), reported("NoCoverage", [3, 10, 5, 7], "Math.max(\n    x,\n    1)"), reported("Ignored", [2, 22, 2, 23], "1")],
    },
  },
};
const mutants = mutantsOf(report);
const explanation: Explanation = { file: "src/clamp.ts", kind: "equivalent", reason: "0 is 0.", mutants: [{ context: "if (x < 0) return 0;", changes: ["x < 0 → x <= 0"] }] };

describe("mutants", () => {
  it("are told by file, line of text and change", () => {
    expect(mutants[0]).toMatchObject({ file: "src/clamp.ts", line: 2, context: "if (x < 0) return 0;", change: "x < 0 → x <= 0", testsCompleted: 3 });
    expect(mutants[3]).toMatchObject({ line: 3, context: "return Math.min(", change: "Math.min( x, 1) → Math.max( x, 1)", status: "NoCoverage", testsCompleted: 0 });
  });

  it("that survived without a test are found out", () => {
    expect(untested(mutants)).toEqual([]);
    const silent = { files: { "src/clamp.ts": { source, mutants: [{ ...onBoundary, testsCompleted: 0 }, reported("Survived", [2, 7, 2, 12], "true")] } } };
    expect(untested(mutantsOf(silent)).map(({ change }) => change)).toEqual(["x < 0 → x <= 0", "x < 0 → true"]);
  });
});

describe("classify", () => {
  it("leaves what nobody explained, code that no test reaches included", () => {
    const { explained, unexplained, stale } = classify(mutants, [explanation]);
    expect(explained.map(({ kind, mutant }) => [kind, mutant.line])).toEqual([["equivalent", 2]]);
    expect(unexplained.map(({ line }) => line)).toEqual([3]);
    expect(stale).toEqual([]);
  });

  it("finds its mutant again when lines were added above it", () => {
    const below = { ...onBoundary, location: { start: { line: 4, column: 7 }, end: { line: 4, column: 12 } } };
    const shifted = mutantsOf({ files: { "src/clamp.ts": { source: `// one\n// two\n${source}`, mutants: [below] } } });
    expect(classify(shifted, [explanation]).unexplained).toEqual([]);
  });

  it("does not stretch an explanation to another change, line or file", () => {
    for (const other of [{ ...explanation, file: "src/other.ts" }, { ...explanation, mutants: [{ context: "if (x < 0) return 0;", changes: ["x < 0 → true"] }] }, { ...explanation, mutants: [{ context: "if (x < 0) return 1;", changes: ["x < 0 → x <= 0"] }] }]) {
      expect(classify(mutants, [other]).unexplained).toHaveLength(2);
    }
  });

  it("names explanations that no survivor needs, of the files that were run", () => {
    const killed: Explanation = { ...explanation, mutants: [{ context: "if (x < 0) return 0;", changes: ["x < 0 → false"] }] };
    expect(classify(mutants, [killed]).stale).toEqual(["src/clamp.ts: if (x < 0) return 0;: x < 0 → false"]);
    expect(classify(mutants, [{ ...killed, file: "src/other.ts" }]).stale).toEqual([]);
  });
});

describe("the explanations on record", () => {
  it("are of files that exist, with a kind and a reason", () => {
    for (const { file, kind, reason, mutants: lines } of explanations) {
      expect(existsSync(file), file).toBe(true);
      expect(Object.keys(kinds)).toContain(kind);
      expect(reason).toMatch(/^.+\.$/);
      expect(lines.length).toBeGreaterThan(0);
    }
    expect(explanations.length).toBeGreaterThan(20);
  });
});

describe("the section", () => {
  it("counts noticed mutants of all, and lists survivors without an explanation", () => {
    const text = mutationSection([summaryOf({ folder: "src/", mutants, classified: classify(mutants, [explanation]) })]);
    // 4 mutants (the ignored one is none): killed, timed out, explained, not reached.
    expect(text).toMatch(/\| `src\/` \| 4 \| 1 \| 1 \| 2 \| 1 \| 0 \| 0 \| 0 \| 1 \| 50\.0 % \| 66\.7 % \|/);
    expect(text).toContain("- src/clamp.ts:3 `Math.min( x, 1) → Math.max( x, 1)` (no test gets there)");
    expect(text).not.toContain("clamp.ts:2");
  });
});

describe("the ledger", () => {
  const summary = (folder: string, files: number, killed: number): PartSummary => ({ folder, files, killed, timedOut: 0, explained: { equivalent: 0, slack: 0, performance: 0, text: 0 }, unexplained: [] });
  const ledger = [summary("src/formats/", 2, 10), summary("properties/", 3, 20)];

  it("keeps the parts that were not run, in the order of the parts", () => {
    expect(withSummaries(ledger, [summary("src/oracle/", 4, 30)]).map(({ folder }) => folder)).toEqual(["src/formats/", "src/oracle/", "properties/"]);
  });

  it("is not changed by a run of some files of a part", () => {
    expect(withSummaries(ledger, [summary("properties/", 1, 7)])).toEqual(ledger);
    expect(withSummaries(ledger, [summary("properties/", 3, 21)])[1]!.killed).toBe(21);
  });
});

describe("parts", () => {
  it("are all of them, or those that patterns are about", () => {
    expect(partsOf([]).map(({ id }) => id)).toEqual(["formats", "oracle", "bounds", "properties"]);
    expect(partsOf(["src/oracle/exact.ts", "properties/a*.ts", "src/oracle/row.ts"]).map(({ id, mutate }) => [id, mutate])).toEqual([
      ["oracle", ["src/oracle/exact.ts", "src/oracle/row.ts"]],
      ["properties", ["properties/a*.ts", "!properties/*.test.ts"]],
    ]);
    expect(() => partsOf(["src/cli/main.ts"])).toThrow(/--mutate src\/cli\/main\.ts is in no part: begin with one of src\/formats\//);
  });
});
