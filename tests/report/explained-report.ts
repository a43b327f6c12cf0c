// The sample report with what explanations add: causes with their number, stages, a source file, maps, other counterexamples.

import type { Cause } from "../../src/findings/cause.ts";
import type { StageTable } from "../../src/findings/stage-table.ts";
import { type ImplementationResult, type PropertyResult, type RunReport, runReport } from "../../src/report/model.ts";
import { sampleReport } from "./sample-report.ts";

export const overflow: Cause = { id: "overflow-of-squares", label: "squares overflow", remedy: "Square and accumulate in a wider format, or scale the row by a power of two before squaring." };
export const epsilon: Cause = { id: "epsilon-underflow", label: "ε rounds to 0", remedy: "Keep ε, and variance + ε, in a format that holds ε, such as fp32." };

export const stages: StageTable = {
  source: "matched",
  whose: "values of a two-pass LayerNorm in fp16, which gives the same outputs",
  format: "fp16",
  precision: 11,
  columns: [0, 1],
  cols: 2,
  column: 0,
  sentence: "Σx: 65504 + 65504 = 131008 passes 65504, the largest fp16 number, at element 1",
  stages: [
    { stage: "sum", label: "Σx", own: "Infinity", exact: "131008", bitsLost: 11, loss: "131008 passes 65504, the largest fp16 number", first: true },
    { stage: "mean", label: "mean", own: "Infinity", exact: "65504", bitsLost: 11 },
    { stage: "deviations", label: "x − mean", own: ["-Infinity", "-Infinity"], exact: ["0", "0"], bitsLost: "Infinity" },
    { stage: "variance", label: "variance", own: "0", exact: "0", bitsLost: 0 },
  ],
};

export const maps: NonNullable<ImplementationResult["maps"]> = {
  format: "fp16",
  map: {
    cols: 64,
    rows: 48,
    magnitudes: [{ first: -14, last: 0 }, { first: 1, last: 15 }],
    conditions: [{ first: 0, last: 3 }, { first: 4 }],
    states: [". ", ".i"],
    ulps: [[0.5, null], [2, null]],
    margins: [[0.2, null], [0.4, "Infinity"]],
    safe: [{ ulpsMax: 2, label: "2 ulp", magnitudes: 1, conditions: 2, sentence: "within 2 ulp for |x| < 2^1 (2) and every κ, on 24 rows" }],
  },
  againstCondition: [{ at: 1, error: 1e-3, bound: 2e-3 }, { at: 100, error: "NaN", bound: null }],
  againstLength: [{ at: 2, error: 5e-4, bound: 1e-3 }],
};

/** The result with its properties, and with whatever else is given. */
export function changed(report: RunReport, implementation: string, change: (property: PropertyResult) => PropertyResult, more: Partial<ImplementationResult> = {}): RunReport {
  const results = report.results.map((result) => (result.implementation === implementation ? { ...result, properties: result.properties.map(change), ...more } : result));
  return runReport(report.run, results, report.files);
}

/** naive-fp16 is a file, and one mistake breaks two of its properties; a third violation of one of them has another cause. */
export async function explainedReport(): Promise<RunReport> {
  return changed(
    await sampleReport(),
    "naive-fp16",
    (property) => {
      if (property.status !== "fail") return property;
      const { minimal, worst, fixture, replay, found } = property;
      const explained = { ...property, cause: overflow, causeCount: 5, violations: 40, looked: 6, minimal: minimal && { ...minimal, stages } };
      return property.property === "finite-output" ? { ...explained, others: [{ minimal, worst, fixture: fixture?.replace("3f2ac1d0", "00000001"), replay, found, cause: epsilon, causeCount: 1 }] } : explained;
    },
    { source: { file: "kernels/naive.ts", line: 12 }, maps },
  );
}
