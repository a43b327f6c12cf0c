// One call of an implementation, and all that is known about it. Analyses (exact answer, bound) are made on first use and kept, so
// that a row judged by many properties is solved once.

import type { Contract } from "../bounds/contract.ts";
import { boundOf } from "../bounds/bound-of.ts";
import type { RowBound } from "../bounds/row-bound.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import { exactAnswer } from "../oracle/exact.ts";
import { type Batch, type Row, rowOf } from "../oracle/row.ts";
import { ascending } from "./ascending.ts";
import { AnalysedGradients, type Gradients } from "./gradients.ts";
import type { LossKind } from "./call-lost.ts";

/** Why a call gave no usable answer. */
export interface CallFailure {
  readonly kind: "throws" | "wrong-length" | "not-numbers" | LossKind;
  /** One line, complete in itself. */
  readonly message: string;
}

/** A row of a call, its exact answer and its bound. */
export class AnalysedRow {
  readonly row: Row;
  /** What the implementation promises about it. */
  readonly contract: Contract;
  /** The outputs for this row, as returned. */
  readonly y: Float64Array;
  /** undefined when the row holds NaN or ±Infinity, or when v + ε = 0 and no answer exists. */
  readonly exact: ExactAnswer | undefined;
  /** undefined exactly when `exact` is. */
  readonly bound: RowBound | undefined;
  #order: readonly number[] | undefined;
  readonly #solved: AnalysedRow | undefined;

  /** `solved` is the same row as another call of the batch has analysed it: its answer is this one's too, and under the same contract its bound. */
  constructor(row: Row, contract: Contract, y: Float64Array, solved?: AnalysedRow) {
    this.row = row;
    this.contract = contract;
    this.y = y;
    this.exact = solved === undefined ? exactAnswer(row) : solved.exact;
    this.bound = solved !== undefined && solved.contract === contract ? solved.bound : this.exact && boundOf(row, this.exact, contract);
    this.#order = undefined;
    this.#solved = solved;
  }

  /** The columns in ascending order of x, equal ones in their own order. For rows of finite x. */
  get order(): readonly number[] {
    return (this.#order ??= this.#solved?.order ?? ascending(this.row.x));
  }
}

const untouched: readonly string[] = [];

export interface CallOutcome {
  readonly y: Float64Array;
  readonly failure?: CallFailure | undefined;
  readonly mutated?: readonly string[] | undefined;
  readonly gradients?: Gradients | undefined;
}

export class Call {
  readonly batch: Batch;
  readonly contract: Contract;
  /** rows·cols outputs; empty when `failure` is set. */
  readonly y: Float64Array;
  readonly failure: CallFailure | undefined;
  /** Which inputs the call changed: "x", "gamma", "beta", "dy". */
  readonly mutated: readonly string[];
  /** What a call of `backward` answered; y is its dx then. */
  readonly gradients: AnalysedGradients | undefined;
  #rows: AnalysedRow[] | undefined;
  readonly #solved: Call | undefined;

  /** `solved`: another call of the very batch, whose analyses are used again. */
  constructor(batch: Batch, contract: Contract, outcome: CallOutcome, solved?: Call) {
    this.batch = batch;
    this.contract = contract;
    this.y = outcome.y;
    this.failure = outcome.failure;
    this.mutated = outcome.mutated ?? untouched;
    this.gradients = outcome.gradients && new AnalysedGradients(batch, contract, outcome.gradients);
    this.#rows = undefined;
    this.#solved = solved;
  }

  /** Row r with its exact answer and bound, solved on first use. */
  row(r: number): AnalysedRow {
    const rows = (this.#rows ??= []);
    return (rows[r] ??= this.#analyse(r));
  }

  #analyse(r: number): AnalysedRow {
    const { rows, cols } = this.batch;
    const y = rows === 1 ? this.y : this.y.subarray(r * cols, (r + 1) * cols);
    return new AnalysedRow(rowOf(this.batch, r), this.contract, y, this.#solved?.row(r));
  }
}
