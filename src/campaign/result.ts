// What a run found out about one implementation: the data that reports are drawn from and that `verify()` returns.

import type { Beyond } from "../contract/beyond.ts";
import type { ContractSummary, Counterexample } from "../findings/counterexample.ts";
import type { Maps } from "./maps/maps.ts";
import type { CheckedProofs } from "./prove/check-proofs.ts";
import type { SensitivityTable } from "./sensitivity-table.ts";

/** pass: judged and never violated. known: violated, and an open regression fixture says so. skip: it never applied. */
export type PropertyStatus = "pass" | "fail" | "known" | "skip";

export interface PropertyResult {
  readonly property: string;
  readonly statement: string;
  readonly why: string;
  readonly status: PropertyStatus;
  /** Judgements made. */
  readonly runs: number;
  /** Worst error / tolerance; above 1 (or Infinity) when violated, undefined when never judged. */
  readonly margin: number | undefined;
  /** How many judgements were violations. */
  readonly violations: number;
  /** The violation, shrunk, with the worst row beside it. */
  readonly counterexample?: Counterexample | undefined;
  /** How many of the violations that were looked at have its cause, and how many were: a few that differ in kind, not a sample. */
  readonly causeCount?: number | undefined;
  readonly looked?: number | undefined;
  /** The same property violated for other reasons, each shrunk. */
  readonly others?: readonly OtherCause[] | undefined;
  /** The open fixture that this violation was known by. */
  readonly fixture?: string | undefined;
}

export interface OtherCause {
  readonly counterexample: Counterexample;
  readonly causeCount: number;
}

/** What happened on rows about which the contract promises nothing. Never a violation (but see `strict`). */
export interface BeyondResult {
  readonly grade: Beyond["grade"];
  readonly symptom: Beyond["symptom"];
  /** Rows on which it was seen. */
  readonly count: number;
  readonly counterexample: Counterexample;
}

/** A fixture that did not do what its status says. */
export interface RegressionFailure {
  readonly file: string;
  readonly property: string;
  readonly message: string;
}

export interface ImplementationResult {
  readonly implementation: string;
  /** What it was loaded from, as people wrote it; absent where it was handed over in memory. */
  readonly target?: string;
  readonly description: string;
  /** Of an engine. */
  readonly version?: string | undefined;
  /** Undefined when the implementation could not be loaded. */
  readonly contract: ContractSummary | undefined;
  /** error: it could not be run at all, or not often enough for a verdict. */
  readonly verdict: "pass" | "fail" | "error";
  /** Why `error`. */
  readonly error?: string | undefined;
  /** The error is that an engine is not installed. */
  readonly unavailable?: boolean;
  /** The run was cut short before the minimum number of batches. */
  readonly interrupted: boolean;
  readonly batches: number;
  readonly rows: number;
  readonly calls: number;
  readonly seconds: number;
  readonly properties: readonly PropertyResult[];
  readonly beyond: readonly BeyondResult[];
  /** Proofs on record (`normfuzz prove`), and whether they still are about this implementation. */
  readonly proofs?: CheckedProofs | undefined;
  /** What a run under this contract is sure to catch; absent where the run was lost. */
  readonly sensitivity?: SensitivityTable | undefined;
  readonly regressions: { readonly replayed: number; readonly failures: readonly RegressionFailure[] };
  /** Computed after everything else, in a run of its own rows; absent where the run was lost or cut short, where they took too long, and from `verify()` in this thread. */
  readonly maps?: Maps | undefined;
}
