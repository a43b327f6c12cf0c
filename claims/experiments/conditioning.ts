// What is the algorithm's fault and what is the row's: the error, as a multiple of what rounding the inputs alone does to the exact outputs. An
// algorithm is (forward) stable where that is a modest number on every row (Higham 2002, §1.6).

import type { ExactAnswer } from "../../src/oracle/exact-answer.ts";

/**
 * The largest error of an output that relative changes of every x_j by at most u and one rounding of y_i can make: u·(Σ_j |∂y_i/∂x_j·x_j| + |y_i|),
 * with ∂x̂_i/∂x_j = r(δ_ij − 1/n − x̂_i·x̂_j/n).
 */
export function layerNormUnavoidable(x: Float64Array, { rstd, normalised }: ExactAnswer, u: number): number {
  const n = x.length;
  return largestRow(x, normalised, u, (i, j) => rstd * ((i === j ? 1 : 0) - 1 / n - (normalised[i]! * normalised[j]!) / n));
}

/** The same with ∂p_i/∂x_j = p_i(δ_ij − p_j). */
export function softmaxUnavoidable(x: Float64Array, p: Float64Array, u: number): number {
  return largestRow(x, p, u, (i, j) => p[i]! * ((i === j ? 1 : 0) - p[j]!));
}

function largestRow(x: Float64Array, y: Float64Array, u: number, derivative: (i: number, j: number) => number): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    let sum = Math.abs(y[i]!);
    for (let j = 0; j < x.length; j++) sum += Math.abs(derivative(i, j) * x[j]!);
    largest = Math.max(largest, sum);
  }
  return u * largest;
}

/** max |y_i − exact_i|; Infinity where an output is not finite. */
export function absoluteError(y: Float64Array, exact: Float64Array): number {
  return y.reduce((largest, value, i) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value - exact[i]!)) : Infinity), 0);
}
