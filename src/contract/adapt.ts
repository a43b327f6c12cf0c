// Some implementations cannot be given every row: a compiled kernel has its width, a model file its ε, γ and β. Their batches are cut to
// fit, and the values built in are put into the batch, so that the exact answer is about what the implementation really computes.

import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import type { FixedParameters } from "./implementation.ts";

/**
 * The batch with everything that `fixed` prescribes: columns and rows cut or repeated in turn, ε, γ and β replaced (rounded to `storage`).
 * Returns the batch itself when it fits already.
 */
export function adaptBatch(batch: Batch, fixed: FixedParameters, storage: Format): Batch {
  if (fitsFixed(batch, fixed, storage)) return batch;
  const cols = fixed.cols ?? batch.cols;
  const rows = fixed.rows ?? batch.rows;
  const cut = (from: Float64Array) => {
    const values = new Float64Array(rows * cols);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) values[r * cols + c] = from[(r % batch.rows) * batch.cols + (c % batch.cols)]!;
    }
    return values;
  };
  return {
    rows,
    cols,
    x: cut(batch.x),
    dy: batch.dy && cut(batch.dy),
    eps: fixed.eps ?? batch.eps,
    gamma: adaptColumns(batch.gamma, fixed.gamma, cols, storage),
    beta: adaptColumns(batch.beta, fixed.beta, cols, storage),
  };
}

/**
 * Whether an implementation with these fixed parameters can be called with the batch as it is. Further calls that a property derives
 * (negated, scaled, doubled) need not.
 */
export function fitsFixed(batch: Batch, fixed: FixedParameters, storage: Format): boolean {
  return (
    (fixed.cols === undefined || fixed.cols === batch.cols) &&
    (fixed.rows === undefined || fixed.rows === batch.rows) &&
    (fixed.eps === undefined || fixed.eps === batch.eps) &&
    fitsColumns(batch.gamma, fixed.gamma, storage) &&
    fitsColumns(batch.beta, fixed.beta, storage)
  );
}

function adaptColumns(given: Float64Array | undefined, fixed: Float64Array | null | undefined, cols: number, storage: Format): Float64Array | undefined {
  if (fixed === null) return undefined;
  if (fixed !== undefined) return fixed.map(storage.round);
  return given === undefined || given.length === cols ? given : Float64Array.from({ length: cols }, (_, c) => given[c % given.length]);
}

function fitsColumns(given: Float64Array | undefined, fixed: Float64Array | null | undefined, storage: Format): boolean {
  if (fixed === undefined) return true;
  if (fixed === null || given === undefined) return given === undefined && fixed === null;
  return given.length === fixed.length && given.every((value, c) => Object.is(value, storage.round(fixed[c])));
}
