// What a run found, as one JSON-safe value: the content of `--json FILE`, and the only thing that every report is drawn from. Field
// names are public; numbers that JSON cannot hold are written as "Infinity", "-Infinity" and "NaN".

import type { Maps } from "../campaign/maps/maps.ts";
import type { Cause } from "../findings/cause.ts";
import type { ContractSummary } from "../findings/counterexample.ts";
import type { ExampleJson } from "../findings/example-json.ts";
import type { JsonNumber } from "../findings/json-number.ts";

export const reportSchemaId = "normfuzz/report/2";

export interface RunInfo {
  readonly seed: string;
  /** "pr", "nightly" or what was asked for. */
  readonly profile: string;
  readonly runsPerProperty: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly node: string;
  /** "linux x64" */
  readonly platform: string;
  /** The command line that does it again. */
  readonly command: string;
  /** Of normfuzz. */
  readonly version: string;
}

/** pass: held on every row. fail: violated. skip: never applied. known: violated, and recorded as an open regression. */
export type PropertyStatus = "pass" | "fail" | "skip" | "known";

/** What shrinking and the search left of a violation. Examples are as in fixture files. */
export interface Evidence {
  readonly minimal?: ExampleJson | undefined;
  readonly worst?: ExampleJson | undefined;
  /** Path of the fixture file, relative to where the command ran. */
  readonly fixture?: string | undefined;
  /** The text of the fixture, where it was not written to a file (under CI). */
  readonly fixtureText?: string | undefined;
  /** The command that replays it. */
  readonly replay?: string | undefined;
  /** Why, by name, and how many of the `looked` violations have this cause. */
  readonly cause?: Cause | undefined;
  readonly causeCount?: number | undefined;
  readonly found?: { readonly seed: string; readonly family: string; readonly rowsTried: number; readonly shrinks: number } | undefined;
}

export interface PropertyResult extends Evidence {
  readonly property: string;
  readonly statement: string;
  readonly why: string;
  readonly status: PropertyStatus;
  /** How many batches were judged. */
  readonly runs: number;
  /** Largest error / tolerance; null when nothing was judged. */
  readonly margin: JsonNumber | null;
  /** How many judgements were violations. */
  readonly violations?: number | undefined;
  /** How many of them were explained: a few that differ in kind, not a sample. */
  readonly looked?: number | undefined;
  /** Counterexamples with other causes than the first one's. */
  readonly others?: readonly Evidence[] | undefined;
}

/** Something that happened outside the contract's domain: nothing was promised there. */
export interface BeyondResult extends Evidence {
  /** impossible: a value that no LayerNorm has. inaccurate: one that another row could have. */
  readonly grade: "impossible" | "inaccurate";
  /** kebab-case: "non-finite", "collapsed" … */
  readonly symptom: string;
  /** On how many rows. */
  readonly count: number;
  /** One line. */
  readonly message: string;
}

export interface RegressionFailure {
  readonly file: string;
  readonly property: string;
  readonly message: string;
}

/** A proof by trying every row, on record from an earlier `normfuzz prove`. */
export interface ProofResult {
  /** "proved for all 4,030,726,144 rows of 2 fp16 values" */
  readonly statement: string;
  readonly verdict: "proved" | "violated";
  /** Why it is no longer about this implementation, and therefore not claimed. */
  readonly stale?: string | undefined;
  readonly format: string;
  readonly cols: number;
  /** "bits decimal" */
  readonly eps: string;
  readonly rows: number;
  readonly proved: number;
  readonly violated: number;
  /** Rows about which the contract promises nothing. */
  readonly beyond: number;
}

/** What a run under the contract is sure to catch, by n and κ. */
export interface Sensitivity {
  readonly lengths: readonly number[];
  readonly conditionNumbers: readonly number[];
  /** For each length, for each κ: the smallest error of one output that is always a violation, in ulps of the storage format at 1. null: nothing is promised. */
  readonly ulps: readonly (readonly (number | null)[])[];
}

export interface ImplementationResult {
  readonly implementation: string;
  readonly description: string;
  /** Where it is written, for those that are a file: relative to where the command ran, and the line of its forward or its id, where that was found. */
  readonly source?: { readonly file: string; readonly line?: number | undefined } | undefined;
  /** Absent when it could not be loaded. */
  readonly contract?: ContractSummary | undefined;
  readonly verdict: "pass" | "fail" | "error";
  /** Why there is no judgement, when the verdict is "error". */
  readonly error?: string | undefined;
  /** Batches tried. */
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly seconds: number;
  readonly properties: readonly PropertyResult[];
  readonly beyond: readonly BeyondResult[];
  /** Proofs on record, stale ones too. */
  readonly proofs?: readonly ProofResult[] | undefined;
  /** Records of proofs that could not be read. */
  readonly proofErrors?: readonly string[] | undefined;
  /** Measured on rows of their own. */
  readonly maps?: Maps | undefined;
  /** From the bounds alone. */
  readonly sensitivity?: Sensitivity | undefined;
  /** Fixtures replayed, and those that did not do what their status says. */
  readonly regressions?: { readonly replayed: number; readonly failures: readonly RegressionFailure[] } | undefined;
  /** How many rows of each kind were tried. */
  readonly strata?: Readonly<Record<string, number>> | undefined;
}

export interface ReportSummary {
  readonly pass: number;
  readonly fail: number;
  readonly error: number;
  /** Violated properties, known ones apart. */
  readonly violations: number;
  readonly known: number;
  /** Fixtures that did not do what their status says. */
  readonly regressions: number;
  readonly impossible: number;
  readonly inaccurate: number;
  readonly rows: number;
}

export interface RunReport {
  readonly schema: typeof reportSchemaId;
  readonly run: RunInfo;
  readonly results: readonly ImplementationResult[];
  readonly summary: ReportSummary;
  /** Where other reports of the run are, relative to where the command ran. */
  readonly files?: readonly string[] | undefined;
}

/** The report of a run: its results, counted. */
export function runReport(run: RunInfo, results: readonly ImplementationResult[], files?: readonly string[]): RunReport {
  return { schema: reportSchemaId, run, results, summary: summaryOf(results), files };
}

function summaryOf(results: readonly ImplementationResult[]): ReportSummary {
  const verdicts = (verdict: ImplementationResult["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  const statuses = (status: PropertyStatus) => results.flatMap(({ properties }) => properties).filter((property) => property.status === status).length;
  const grades = (grade: BeyondResult["grade"]) => results.flatMap(({ beyond }) => beyond).filter((one) => one.grade === grade).length;
  return {
    pass: verdicts("pass"),
    fail: verdicts("fail"),
    error: verdicts("error"),
    violations: statuses("fail"),
    known: statuses("known"),
    regressions: results.reduce((sum, { regressions }) => sum + (regressions?.failures.length ?? 0), 0),
    impossible: grades("impossible"),
    inaccurate: grades("inaccurate"),
    rows: results.reduce((sum, { rows }) => sum + rows, 0),
  };
}
