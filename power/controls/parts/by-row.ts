// Every control normalises one row at a time; this is the loop over the rows that they share, so that a control's file holds its kernel alone.

import type { ForwardShape } from "../../../src/contract/implementation.ts";

/** γ and β of one row, and ε as the call gave it. */
export type RowShape = Pick<ForwardShape, "eps" | "gamma" | "beta">;

/** Normalises the row x into y, which is as long. */
export type RowKernel = (x: Float64Array, y: Float64Array, shape: RowShape) => void;

/** The `forward` of an implementation that treats each row alike. */
export function byRow(normalise: RowKernel): (x: Float64Array, shape: ForwardShape) => Float64Array {
  return (x, shape) => {
    const { rows, cols } = shape;
    const y = new Float64Array(rows * cols);
    for (let start = 0; start < rows * cols; start += cols) normalise(x.subarray(start, start + cols), y.subarray(start, start + cols), shape);
    return y;
  };
}

/** γ of a column; 1 where there is none. */
export function gammaAt({ gamma }: RowShape, column: number): number {
  return gamma === undefined ? 1 : gamma[column];
}

/** β of a column; 0 where there is none. */
export function betaAt({ beta }: RowShape, column: number): number {
  return beta === undefined ? 0 : beta[column];
}
