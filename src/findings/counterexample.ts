// A counterexample as data: everything that a person, a report or a replay needs to know about a row on which an implementation
// breaks an invariant. The generators that found it are provenance, never needed again.

import type { ArithmeticId } from "../bounds/arithmetic.ts";
import type { Algorithm, Contract, GradientForm, OutputForm, Summation } from "../bounds/contract.ts";
import type { Tolerance } from "../bounds/row-bound.ts";
import type { StorageFormatId } from "../contract/implementation.ts";
import type { Trial } from "../contract/trial.ts";
import type { Violated } from "../contract/verdict.ts";
import { formatOf } from "../formats/format-of.ts";
import { correctlyRounded } from "../oracle/round-answer.ts";
import type { Batch } from "../oracle/row.ts";
import type { Cause } from "./cause.ts";
import type { Explanation } from "./explanation.ts";
import type { StageTable } from "./stage-table.ts";

/** A contract by names, as a file holds it. */
export interface ContractSummary {
  readonly storage: StorageFormatId;
  readonly accumulator: StorageFormatId;
  readonly algorithm: Algorithm;
  readonly summation: Summation;
  readonly output: OutputForm;
  readonly gradient?: GradientForm;
  readonly arithmetic?: ArithmeticId;
}

/** A batch that shows the violation, and the evidence. */
export interface Example {
  readonly batch: Batch;
  /** All outputs of the call that the evidence is in (see `derived`); absent when the implementation gave none. */
  readonly y?: Float64Array | undefined;
  /** Where the evidence is. A column of −1 means the whole row. */
  readonly row: number;
  readonly column: number;
  readonly observed: number;
  /** What the property wanted; absent where no single value is right. */
  readonly expected?: number | undefined;
  /** The exact y there, to the nearest double, and its rounding in the storage format; absent where the row has no answer. */
  readonly exact?: number | undefined;
  readonly rounded?: number | undefined;
  readonly tolerance: Tolerance;
  /** error / tolerance; Infinity for exact properties and non-finite values. */
  readonly margin: number;
  readonly message: string;
  /** Index of the derived input that the evidence is in; absent: the batch itself. */
  readonly derived?: number | undefined;
  readonly explanation?: Explanation | undefined;
  /** The computation stage by stage. Not in fixture files: a replay makes it anew. */
  readonly stages?: StageTable | undefined;
  /** Why, by name. Not in fixture files either. */
  readonly cause?: Cause | undefined;
}

/** Where a counterexample comes from. Nothing in here is needed to replay it. */
export interface Provenance {
  readonly seed: string;
  readonly family: string;
  readonly rowsTried: number;
  readonly shrinks: number;
  /** Version of normfuzz. */
  readonly version: string;
  /** Of the engine, where it is one, and where it ran: "linux x64". The finding is about these. */
  readonly engineVersion?: string | undefined;
  readonly platform?: string | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
}

export interface Counterexample {
  /** id of the implementation. */
  readonly implementation: string;
  readonly contract: ContractSummary;
  /** id of the property, or `beyond:<symptom>`. */
  readonly property: string;
  readonly statement: string;
  /** open: must still reproduce. fixed: must hold for ever. */
  readonly status: "open" | "fixed";
  /** The smallest batch found. */
  readonly minimal: Example;
  /** The batch with the largest margin found, as found. */
  readonly worst?: Example | undefined;
  readonly found: Provenance;
}

/** The names of a contract's parts. */
export function contractSummary(contract: Contract): ContractSummary {
  return {
    storage: contract.storage.id as StorageFormatId,
    accumulator: contract.accumulator.id as StorageFormatId,
    algorithm: contract.algorithm,
    summation: contract.summation,
    output: contract.output,
    ...(contract.gradient === undefined ? {} : { gradient: contract.gradient }),
    ...(contract.arithmetic === undefined ? {} : { arithmetic: contract.arithmetic }),
  };
}

/** The contract with these names. */
export function contractOf(summary: ContractSummary): Contract {
  return { ...summary, storage: formatOf(summary.storage), accumulator: formatOf(summary.accumulator) };
}

/** A violated trial as an example, with the exact answer at the place of the evidence. Copies every array. */
export function exampleOf(trial: Trial, verdict: Violated): Example {
  const call = verdict.derived === undefined ? trial.call : trial.derived[verdict.derived];
  return { ...exactAt(call, verdict), ...evidenceOf(verdict), batch: copyOf(trial.call.batch), y: call.failure ? undefined : call.y.slice() };
}

function evidenceOf({ row, column, observed, expected, tolerance, margin, message, derived }: Violated) {
  return { row, column, observed, expected, tolerance, margin, message, derived };
}

function exactAt(call: Trial["call"], { row, column }: Violated): Pick<Example, "exact" | "rounded"> {
  if (column < 0 || row < 0 || row >= call.batch.rows) return {};
  if (call.gradients !== undefined) return exactGradientAt(call, row, column);
  const { row: input, exact } = call.row(row);
  if (exact === undefined) return {};
  return { exact: exact.y[column], rounded: correctlyRounded(input, call.contract.storage, exact)[column] };
}

function exactGradientAt({ gradients, contract }: Trial["call"], row: number, column: number): Pick<Example, "exact" | "rounded"> {
  const { exact } = gradients!.row(row);
  return exact === undefined ? {} : { exact: exact.dx[column], rounded: exact.rounded(contract.storage)[column] };
}

function copyOf(batch: Batch): Batch {
  return { ...batch, x: batch.x.slice(), dy: batch.dy?.slice(), gamma: batch.gamma?.slice(), beta: batch.beta?.slice() };
}
