// The gradients that a program answers with: the rows of dx, then dγ, then dβ, as rows of the same length.

import type { BackwardAnswer } from "../../contract/implementation.ts";

/** dγ and dβ. */
export const parameterRows = 2;

/** An answer of another length is no gradient: which part of it is short cannot be known. */
export function gradientsOf(values: Float64Array, rows: number, cols: number): BackwardAnswer {
  const wanted = (rows + parameterRows) * cols;
  if (values.length !== wanted) throw new Error(`answered with ${values.length} ${values.length === 1 ? "value" : "values"}, where dx of ${rows} × ${cols}, dγ and dβ of ${cols} each are ${wanted}`);
  const end = rows * cols;
  return { dx: values.subarray(0, end), dgamma: values.subarray(end, end + cols), dbeta: values.subarray(end + cols) };
}
