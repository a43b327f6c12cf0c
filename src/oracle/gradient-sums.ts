// dγ_j = Σ dy·x̂ and dβ_j = Σ dy over the rows of a batch: sums of different roots, which no integer decides. Double-double sums of certified terms,
// with what is certain of their error.

import type { ExactAnswer } from "./exact-answer.ts";
import { productError, sumError } from "./double-double.ts";

/** Sums to the nearest double or the next, the rest in a second one, and a bound of what is left, absolute; Infinity beyond the range of the arithmetic. */
export interface Sums {
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly error: Float64Array;
}

export interface ParameterGradients {
  readonly dgamma: Sums;
  readonly dbeta: Sums;
}

/** A row: its dy, and the exact answer without γ and β, whose y is x̂. */
export interface ParameterRow {
  readonly dy: Float64Array;
  readonly forward: ExactAnswer;
}

/** Dekker's product is exact between these. */
const productMin = 2 ** -900;
const productMax = 2 ** 900;

export function parameterGradients(rows: readonly ParameterRow[]): ParameterGradients {
  const cols = rows[0]!.dy.length;
  const dgamma = { value: new Float64Array(cols), low: new Float64Array(cols), error: new Float64Array(cols) };
  const dbeta = { value: new Float64Array(cols), low: new Float64Array(cols), error: new Float64Array(cols) };
  for (let j = 0; j < cols; j++) {
    let sizes = 0;
    for (const { dy, forward } of rows) {
      const [g, high, low] = [dy[j]!, forward.y[j]!, forward.yLow[j]!];
      add(dbeta, j, g, 0);
      const product = g * high;
      const size = Math.abs(product);
      const inRange = size === 0 ? g === 0 || high === 0 : size > productMin && size < productMax && Math.abs(g) < productMax;
      add(dgamma, j, product, (inRange && size > 0 ? productError(g, high, product) : 0) + g * low);
      dgamma.error[j]! += Math.abs(g) * forward.yError[j]! + (inRange ? 2 ** -104 * size : 2 ** -52 * size + 2 ** -1074);
      sizes += size;
    }
    // Each addition of two doubles to two doubles loses at most 2^-104 of what has been added (Joldes, Muller & Popescu 2017, §3).
    dgamma.error[j]! += rows.length * 2 ** -103 * sizes;
    dbeta.error[j]! += rows.length * 2 ** -103 * rows.reduce((sum, { dy }) => sum + Math.abs(dy[j]!), 0);
    for (const sums of [dgamma, dbeta]) if (!Number.isFinite(sums.value[j]! + sums.low[j]!)) sums.error[j] = Infinity;
  }
  return { dgamma, dbeta };
}

function add({ value, low }: Sums, j: number, high: number, rest: number): void {
  const sum = value[j]! + high;
  const lost = sumError(value[j]!, high, sum) + low[j]! + rest;
  value[j] = sum + lost;
  low[j] = lost - (value[j]! - sum);
}
