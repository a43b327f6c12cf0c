// The backward pass of a call, analysed: for every row the exact dx with its bound, for every column the exact dγ and dβ with theirs. Made on
// first use, as the analysis of y is.

import type { Contract } from "../bounds/contract.ts";
import { type GradientBound, gradientBound } from "../bounds/gradient.ts";
import { type ParameterBound, parameterBounds } from "../bounds/gradient-sums.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import { exactAnswer } from "../oracle/exact.ts";
import { exactGradient, type GradientAnswer } from "../oracle/gradient.ts";
import { type ParameterGradients, parameterGradients } from "../oracle/gradient-sums.ts";
import { type Batch, type Row, rowOf } from "../oracle/row.ts";

/** What a kernel returned, rows·cols values of dx and cols of the others; dγ and dβ absent where it does not compute them. */
export interface Gradients {
  readonly dx: Float64Array;
  readonly dgamma: Float64Array | undefined;
  readonly dbeta: Float64Array | undefined;
}

/** A row of the backward pass: everything undefined where the row has no exact answer. */
export interface AnalysedGradient {
  readonly row: Row;
  readonly dy: Float64Array;
  /** dx of this row, as returned. */
  readonly dx: Float64Array;
  /** Of the row without γ: its y is x̂. */
  readonly forward: ExactAnswer | undefined;
  readonly exact: GradientAnswer | undefined;
  readonly bound: GradientBound | undefined;
}

/** A row about which the contract says something. */
export type JudgedGradient = AnalysedGradient & { readonly forward: ExactAnswer; readonly exact: GradientAnswer; readonly bound: GradientBound };

/** Whether the contract answers for dx of this row. */
export function isJudgedGradient(analysed: AnalysedGradient): analysed is JudgedGradient {
  const { bound } = analysed;
  return bound !== undefined && bound.finite && bound.informative;
}

/** dγ and dβ of all rows: exact, with what the contract allows. */
export interface AnalysedParameters {
  readonly exact: ParameterGradients;
  readonly bound: ParameterBound;
}

export class AnalysedGradients {
  readonly batch: Batch;
  readonly contract: Contract;
  readonly given: Gradients;
  #rows: AnalysedGradient[] | undefined;
  #parameters: AnalysedParameters | null | undefined;

  constructor(batch: Batch, contract: Contract, given: Gradients) {
    this.batch = batch;
    this.contract = contract;
    this.given = given;
    this.#rows = undefined;
    this.#parameters = undefined;
  }

  row(r: number): AnalysedGradient {
    const rows = (this.#rows ??= []);
    return (rows[r] ??= this.#analyse(r));
  }

  /** Undefined where some row has no exact answer, or nothing is promised about its x̂. */
  get parameters(): AnalysedParameters | undefined {
    if (this.#parameters === undefined) this.#parameters = this.#analyseParameters() ?? null;
    return this.#parameters ?? undefined;
  }

  #analyse(r: number): AnalysedGradient {
    const { batch, contract, given } = this;
    const row = rowOf(batch, r);
    const [dy, dx] = [batch.dy!, given.dx].map((values) => values.subarray(r * batch.cols, (r + 1) * batch.cols)) as [Float64Array, Float64Array];
    const forward = exactAnswer({ x: row.x, eps: row.eps });
    const exact = forward && exactGradient(row, dy);
    const bound = forward && exact && gradientBound({ row, dy, forward, gradient: exact }, contract);
    return { row, dy, dx, forward, exact, bound };
  }

  #analyseParameters(): AnalysedParameters | undefined {
    const rows = Array.from({ length: this.batch.rows }, (_, r) => this.row(r));
    const judged = rows.filter(isComplete);
    if (judged.length < rows.length) return undefined;
    return { exact: parameterGradients(judged), bound: parameterBounds(judged, this.contract) };
  }
}

function isComplete(analysed: AnalysedGradient): analysed is JudgedGradient {
  return analysed.bound !== undefined && analysed.bound.normalised.errors.every(Number.isFinite);
}
