// Reports for the tests: a real one in small, made from real violations, and the same with hostile text in every place that others write.

import { contractSummary } from "../../src/findings/counterexample.ts";
import { exampleJson } from "../../src/findings/example-json.ts";
import type { Cause } from "../../src/findings/cause.ts";
import type { StageTable } from "../../src/findings/stage-table.ts";
import { sensitivityTable } from "../../src/campaign/sensitivity-table.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { type ImplementationResult, type PropertyResult, type RunInfo, type RunReport, runReport } from "../../src/report/model.ts";
import { batch, counterexample } from "../findings/find.ts";
import { naiveFp16, onePass } from "../findings/kernels.ts";

const run: RunInfo = {
  seed: "2026",
  profile: "pr",
  runsPerProperty: 1000,
  startedAt: "2026-11-23T12:00:00Z",
  seconds: 12.34,
  node: "20.20.2",
  platform: "linux x64",
  command: "npx normfuzz verify --seed 2026",
  version: "0.1.0",
};

const why = "An overflowed variance returns β silently; finite outputs are not enough.";

function passing(property: string, margin: number | null): PropertyResult {
  return { property, statement: `the invariant ${property}`, why, status: margin === null ? "skip" : "pass", runs: margin === null ? 0 : 1000, margin };
}

/** As the run would have told it: a stage of scalars, one of columns, and the one that lost it. */
const stages: StageTable = {
  source: "matched",
  whose: "a two-pass LayerNorm with every step rounded to fp16",
  format: "fp16",
  precision: 11,
  columns: [0, 1],
  cols: 2,
  column: 0,
  sentence: "Σx: 65504 + 65504 = 131008 passes 65504, the largest fp16 number, at element 1",
  stages: [
    { stage: "sum", label: "Σx", own: "Infinity", exact: "131008", bitsLost: "Infinity", loss: "65504 + 65504 = 131008 passes 65504, the largest fp16 number, at element 1", first: true },
    { stage: "mean", label: "mean", own: "Infinity", exact: "65504", bitsLost: "Infinity" },
    { stage: "deviations", label: "x − mean", own: ["-Infinity", "-Infinity"], exact: ["0", "0"], bitsLost: 11 },
    { stage: "squares", label: "(x − mean)²", own: ["Infinity", "Infinity"], exact: ["0", "0"], bitsLost: 3.25 },
    { stage: "rstd", label: "1/√(variance + ε)", own: "0", exact: "316.2", bitsLost: 11 },
  ],
};
const overflowCause: Cause = { id: "overflow-of-sums", label: "sums overflow", remedy: "Accumulate in fp32." };

async function failing(implementation: LayerNormImplementation, property: string, minimal: Batch, worst: Batch | undefined, status: "fail" | "known" = "fail"): Promise<PropertyResult> {
  const found = await counterexample(implementation, minimal, worst);
  const storage = formatOf(found.contract.storage);
  const fixture = `regressions/${implementation.id}/${property}.3f2ac1d0.json`;
  return {
    property,
    statement: found.statement,
    why,
    status,
    runs: 214,
    margin: found.minimal.margin === Infinity ? "Infinity" : found.minimal.margin,
    minimal: exampleJson(found.minimal, storage),
    worst: found.worst && exampleJson(found.worst, storage),
    fixture,
    replay: `npx normfuzz replay ${fixture}`,
    found: { seed: "2026", family: "large-offset", rowsTried: 214, shrinks: 31 },
  };
}

const properties = ["answers", "finite-output", "zero-mean", "unit-variance", "oracle-agreement", "not-collapsed", "within-samuelson", "negation", "power-of-two-scaling", "monotone", "row-independence"];

function result(implementation: LayerNormImplementation, results: readonly PropertyResult[], more: Partial<ImplementationResult> = {}): ImplementationResult {
  return {
    implementation: implementation.id,
    description: "for the tests",
    contract: contractSummary(resolveContract(implementation)),
    verdict: results.some(({ status }) => status === "fail") ? "fail" : "pass",
    rows: 12345,
    rowsPerSecond: 1000,
    seconds: 12,
    properties: results,
    beyond: [],
    sensitivity: sensitivityTable(resolveContract(implementation)),
    ...more,
  };
}

/** `count` passing implementations, then naive-fp16 (NaN, a collapse), a one-pass (a long row, beyond contract) and one that does not load. */
export async function sampleReport(count = 3): Promise<RunReport> {
  const long = batch("fp32", Array.from({ length: 768 }, (_, i) => 70000 + ((i * 37) % 11) / 8));
  const naive = { ...naiveFp16, id: "naive-fp16" };
  const found = await failing(naive, "finite-output", batch("fp16", [65504, 65504]), batch("fp16", [65504, 65504, 1, 2, 3]));
  const other = await failing(naive, "finite-output", batch("fp16", [300, -300, 5]), undefined);
  const overflow: PropertyResult = {
    ...found,
    minimal: { ...found.minimal!, stages },
    cause: overflowCause,
    causeCount: 41,
    violations: 57,
    others: [{ minimal: other.minimal, replay: other.replay, cause: { id: "overflow-of-squares", label: "squares overflow", remedy: "Accumulate the squares in fp32." }, causeCount: 16 }],
  };
  const collapse = await failing(naive, "not-collapsed", batch("fp16", [300, -300, 5], { gamma: [1, 2, 0.5], beta: [0, 1, 1] }), undefined);
  const cancelled = await failing(onePass, "oracle-agreement", long, undefined, "known");
  const [beyond] = [await failing(onePass, "x", batch("fp32", [4096, 4097]), undefined)];
  return runReport(
    run,
    [
      ...Array.from({ length: count }, (_, i) => result({ ...onePass, id: `two-pass-sequential-${i}` }, properties.map((id, k) => passing(id, k === 9 ? null : k % 3 === 0 ? 0 : (k * 0.09 + i * 0.01))))),
      result(naive, properties.map((id) => (id === "finite-output" ? overflow : id === "not-collapsed" ? collapse : passing(id, 0.5)))),
      result(onePass, properties.map((id) => (id === "oracle-agreement" ? cancelled : passing(id, 0.25))), {
        beyond: [
          { grade: "impossible", symptom: "too-large", count: 17, message: "|x̂| is 158.1, more than √2", minimal: beyond.minimal, replay: "npx normfuzz replay beyond.json" },
          { grade: "inaccurate", symptom: "inaccurate", count: 3, message: "off by half of its scale" },
        ],
        strata: { "near-constant": 1234, "large-offset": 567 },
        proofs: [{ statement: "proved for all 4,030,726,144 rows of 2 fp16 values", verdict: "proved", format: "fp16", cols: 2, eps: "0x3727c5ac 1e-5", rows: 4030726144, proved: 4030726144, violated: 0, beyond: 0 }],
        proofErrors: ["proofs/one-pass.json: not JSON"],
        regressions: { replayed: 3, failures: [{ file: "regressions/one-pass/a.json", property: "zero-mean", message: "one-pass / zero-mean no longer reproduces" }] },
      }),
      { ...result({ ...onePass, id: "broken" }, []), contract: undefined, verdict: "error", error: "./broken.ts: no default export; add one" },
    ],
    ["reports/report.html", "reports/report.json"],
  );
}

/** ESC, a carriage return, newline, right-to-left override, a bell; HTML, Markdown and workflow commands. */
export const hostile = "\u001b[31mred\u001b[0m\r\n::error::gotcha\u202Eevil\u0007<script>alert(1)</script>\"'&`|```\n# heading [x](javascript:1) </code></pre></details> @everyone %0A \u009b2J";

const values = ["x", "y", "gamma", "beta", "eps", "observed", "expected", "exact", "rounded", "contract", "margin", "value", "bitsLost", "own"];
const fixedWords = ["schema", "status", "verdict", "grade", "certainty"];

/** The report with the hostile text in every string that is not a fixed word, nor a value unless `everything` is asked for. */
export function poisoned(report: RunReport, everything = false): RunReport {
  const keep = new Set(everything ? [...fixedWords, "margin"] : [...fixedWords, ...values]);
  const poison = (value: unknown, key: string): unknown => {
    if (keep.has(key)) return value;
    if (typeof value === "string") return `${value}${hostile}`;
    if (Array.isArray(value)) return value.map((item) => poison(item, ""));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, poison(field, name)]));
  };
  return poison(report, "") as RunReport;
}
