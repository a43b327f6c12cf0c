// The problem that everything here is about: rows to normalise. A batch is what an implementation is called with; a row is one
// line of it, and what the oracle and the bounds work on.

/** One normalisation problem. Every value is finite or not, but always exactly representable in the format under test. */
export interface Row {
  readonly x: Float64Array;
  /** ε ≥ 0, a double that fp32 represents exactly (the type of ε in ONNX). */
  readonly eps: number;
  /** γ, one per column; absent means 1. */
  readonly gamma?: Float64Array | undefined;
  /** β, one per column; absent means 0. */
  readonly beta?: Float64Array | undefined;
}

/** rows × cols values in row-major order, normalised row by row with one ε and one γ, β for all rows. */
export interface Batch extends Row {
  readonly rows: number;
  readonly cols: number;
  /** The gradient that comes in, rows × cols as x: present where the backward pass is what is asked for. */
  readonly dy?: Float64Array | undefined;
}

/** Row r of a batch, 0 ≤ r < rows: a view, not a copy. */
export function rowOf(batch: Batch, r: number): Row {
  const x = batch.rows === 1 ? batch.x : batch.x.subarray(r * batch.cols, (r + 1) * batch.cols);
  return { x, eps: batch.eps, gamma: batch.gamma, beta: batch.beta };
}

/** A batch of the one row. */
export function batchOf(row: Row): Batch {
  return { rows: 1, cols: row.x.length, x: row.x, eps: row.eps, gamma: row.gamma, beta: row.beta };
}
