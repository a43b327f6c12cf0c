// How ONNX Runtime finishes a row of doubles, whichever way it has found mean and variance.

import type { ForwardShape } from "../../../contract/implementation.ts";

/** y = (x − mean) / sd, then γ and β, for the row that begins at `start`. */
export function quotientsFp64(y: Float64Array, x: Float64Array, { start, mean, sd, shape }: { readonly start: number; readonly mean: number; readonly sd: number; readonly shape: ForwardShape }): void {
  const { cols, gamma, beta } = shape;
  for (let c = 0; c < cols; c++) {
    let value = (x[start + c]! - mean) / sd;
    if (gamma) value *= gamma[c]!;
    if (beta) value += beta[c]!;
    y[start + c] = value;
  }
}
