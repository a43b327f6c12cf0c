// A scoreboard as one JSON-safe value: the content of `scoreboard --json FILE`, and the only thing that its table and its page are drawn from.

import type { Grade } from "../../campaign/scoreboard/grade.ts";
import type { OutcomeKind } from "../../campaign/scoreboard/row-outcome.ts";
import type { CallTiming } from "../../campaign/scoreboard/time-calls.ts";
import type { ContractSummary } from "../../findings/counterexample.ts";
import type { JsonNumber } from "../../findings/json-number.ts";

export const scoreboardSchemaId = "normfuzz/scoreboard/1";

/** A row of a batch, in decimals of its format: those that say which value it is, and of what is exact those that a reader wants. */
export interface ShownRow {
  readonly eps: string;
  readonly x: readonly string[];
  /** Of a gradient: y and exact are dx then. */
  readonly dy?: readonly string[] | undefined;
  readonly gamma?: readonly string[] | undefined;
  readonly beta?: readonly string[] | undefined;
  readonly y: readonly string[];
  readonly exact: readonly string[];
}

export interface StrikingRow {
  /** id of the property, or beyond:… where nothing was promised. */
  readonly property: string;
  readonly beyond: boolean;
  readonly outcome: OutcomeKind;
  /** Largest error over the scale of the row's outputs. */
  readonly error: JsonNumber;
  readonly row: ShownRow;
  /** Why, in a few words; absent where it is not known. */
  readonly cause?: string | undefined;
  /** The file that it is kept in, relative to where the command ran. */
  readonly fixture?: string | undefined;
}

/** Where errors stay small: a corner of the map of magnitude and κ. */
export interface SafeCorner {
  /** "2 ulp", "0.001" */
  readonly label: string;
  /** "|x| < 2⁶², κ < 2¹²" */
  readonly text: string;
}

export interface WorstRow {
  /** Error over tolerance. */
  readonly margin: JsonNumber;
  readonly row?: ShownRow | undefined;
}

export interface BeyondFinding {
  readonly grade: "impossible" | "inaccurate";
  readonly symptom: string;
  readonly count: number;
}

export interface ScoreboardEntry {
  readonly implementation: string;
  readonly description: string;
  readonly version?: string | undefined;
  /** Where it was measured, where that is another machine than that of the run. */
  readonly platform?: string | undefined;
  /** A model of an engine, bit for bit: the engine itself was not run. */
  readonly model: boolean;
  readonly contract?: ContractSummary | undefined;
  readonly grade: Grade;
  readonly error?: string | undefined;
  readonly rows: number;
  /** ids of the properties that are violated. */
  readonly violated: readonly string[];
  /** Inside the contract. */
  readonly worst?: WorstRow | undefined;
  readonly safe: readonly SafeCorner[];
  /** Where outputs stop being numbers: "0 from 2⁶³ · NaN from κ 2¹¹". */
  readonly breaks?: string | undefined;
  readonly beyond: readonly BeyondFinding[];
  readonly striking: readonly StrikingRow[];
  /** The algorithm that it behaves like, in a sentence. */
  readonly fingerprint?: string | undefined;
  readonly timing?: CallTiming | undefined;
}

export interface Absent {
  readonly names: readonly string[];
  readonly why: string;
}

export interface ScoreboardInfo {
  readonly seed: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly node: string;
  readonly platform: string;
  readonly command: string;
  /** Of normfuzz. */
  readonly version: string;
}

export interface Scoreboard {
  readonly schema: typeof scoreboardSchemaId;
  readonly run: ScoreboardInfo;
  readonly entries: readonly ScoreboardEntry[];
  /** What was to be measured and is not here. */
  readonly absent: readonly Absent[];
}
