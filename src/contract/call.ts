// One call of an implementation, and all that is known about it. Analyses (exact answer, bound) are made on first use and kept, so
// that a row judged by many properties is solved once.

import type { Contract } from "../bounds/contract.ts";
import { boundOf } from "../bounds/bound-of.ts";
import type { RowBound } from "../bounds/row-bound.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import { exactAnswer } from "../oracle/exact.ts";
import { type Batch, type Row, rowOf } from "../oracle/row.ts";

/** Why a call gave no usable answer. */
export interface CallFailure {
  readonly kind: "throws" | "wrong-length" | "not-numbers" | "no-answer";
  /** One line, complete in itself. */
  readonly message: string;
}

/** A row of a call, its exact answer and its bound. */
export interface AnalysedRow {
  readonly row: Row;
  /** What the implementation promises about it. */
  readonly contract: Contract;
  /** The outputs for this row, as returned. */
  readonly y: Float64Array;
  /** undefined when the row holds NaN or ±Infinity, or when v + ε = 0 and no answer exists. */
  readonly exact: ExactAnswer | undefined;
  /** undefined exactly when `exact` is. */
  readonly bound: RowBound | undefined;
}

export class Call {
  readonly batch: Batch;
  readonly contract: Contract;
  /** rows·cols outputs; empty when `failure` is set. */
  readonly y: Float64Array;
  readonly failure: CallFailure | undefined;
  /** Which inputs the call changed: "x", "gamma", "beta". */
  readonly mutated: readonly string[];
  readonly #rows: AnalysedRow[] = [];

  constructor(batch: Batch, contract: Contract, outcome: { y: Float64Array; failure?: CallFailure | undefined; mutated?: readonly string[] }) {
    this.batch = batch;
    this.contract = contract;
    this.y = outcome.y;
    this.failure = outcome.failure;
    this.mutated = outcome.mutated ?? [];
  }

  /** Row r with its exact answer and bound, solved on first use. */
  row(r: number): AnalysedRow {
    let analysed = this.#rows[r];
    if (analysed === undefined) {
      const row = rowOf(this.batch, r);
      const exact = exactAnswer(row);
      const bound = exact && boundOf(row, exact, this.contract);
      const { cols } = this.batch;
      analysed = { row, contract: this.contract, y: this.batch.rows === 1 ? this.y : this.y.subarray(r * cols, (r + 1) * cols), exact, bound };
      this.#rows[r] = analysed;
    }
    return analysed;
  }
}
