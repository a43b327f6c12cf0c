// What a proof's worker is told and what it answers. Everything here survives structured cloning.

import type { ContractSummary } from "../../findings/counterexample.ts";
import type { FormatId } from "../../formats/format.ts";
import type { Batch } from "../../oracle/row.ts";
import type { Target } from "../target.ts";
import type { WatchMemory } from "../watch.ts";
import type { Question } from "./subject.ts";
import type { ProofTally } from "./tally.ts";

export interface ProofWorkerData {
  readonly target: Target;
  readonly question: Question;
  /** Seconds that a call may take. */
  readonly callSeconds: number;
  readonly memory: WatchMemory;
}

/** What there is to do; the same from every worker of a proof. */
export interface ProofTask {
  readonly implementation: string;
  readonly contract: ContractSummary;
  readonly format: FormatId;
  readonly codes: number;
  readonly rows: number;
  readonly units: number;
  readonly fingerprint: string;
  /** About what one row costs one core, the call and its judgement. */
  readonly secondsPerRow: number;
}

export type ProofOrder = { readonly kind: "unit"; readonly unit: number } | { readonly kind: "end" };

export type ProofWorkerMessage =
  | { readonly kind: "loaded"; readonly task: ProofTask }
  | { readonly kind: "unit"; readonly unit: number; readonly seconds: number; readonly tally: ProofTally }
  /** The unit under way was given up, as asked. */
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly message: string; readonly batch: Batch }
  | { readonly kind: "done" }
  | { readonly kind: "error"; readonly message: string; readonly ours: boolean };
