// What a contract promises about dγ and dβ: sums over the rows of a batch in the accumulator, in any order, then one rounding into storage.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Contract } from "./contract.ts";
import type { GradientBound } from "./gradient.ts";
import { evaluationSlack } from "./growth.ts";
import { informativeShare } from "./output.ts";
import type { Tolerance } from "./row-bound.ts";
import { summationError } from "./summation.ts";

export interface ParameterBound {
  /** |observed − exact| ≤ these, per column; Infinity where something may overflow. */
  readonly dgamma: Float64Array;
  readonly dbeta: Float64Array;
  /** Every dγ error is below a quarter of Σ|dy·x̂| or Σ|dy|. */
  readonly informative: boolean;
  explain(which: "dgamma" | "dbeta", column: number): Tolerance;
}

export interface ParameterBoundRow {
  readonly dy: Float64Array;
  readonly forward: ExactAnswer;
  readonly bound: Pick<GradientBound, "normalised">;
}

/**
 * dγ: the product of dy and an x̂ that is off by its own bound is rounded, and the sum of rows carries it on. x̂ = t·r may be taken apart: (dy·t)·r, as on
 * PyTorch's GPUs, and (dy·r)·t have as many roundings, but what underflows in the first is scaled by r or t, and it may overflow. dβ has only
 * the sum. Rows may be added in any order and tree; the statistics behind x̂ are the contract's.
 */
export function parameterBounds(rows: readonly ParameterBoundRow[], contract: Contract): ParameterBound {
  const { storage, accumulator } = contract;
  const { unitRoundoff: u, maxFinite: omega, minSubnormal } = accumulator;
  // λ/2 must not vanish in doubles, as fp64's own would.
  const lambda = minSubnormal / 2 > 0 ? minSubnormal : 2 * minSubnormal;
  // The order over rows is another one than that within a row: any tree.
  const sum = summationError("any", rows.length, u);
  const cols = rows[0]!.dy.length;
  const dgamma = new Float64Array(cols);
  const dbeta = new Float64Array(cols);
  let informative = true;
  const stored = (value: number, error: number) => (storage === accumulator ? error : error + (storage.unitRoundoff / (1 + storage.unitRoundoff)) * (value + error) + storage.minSubnormal / 2) * evaluationSlack;
  for (let j = 0; j < cols; j++) {
    let [exactGamma, exactBeta, gradients, products, carried, largest] = [0, 0, 0, 0, 0, 0];
    for (const { dy, forward, bound } of rows) {
      const { errors, rstdLargest, deviationsLargest } = bound.normalised;
      const g = Math.abs(dy[j]!);
      const product = g * Math.abs(forward.normalised[j]!);
      const factor = Math.max(rstdLargest, deviationsLargest[j]!);
      const error = g * errors[j]! * (1 + u) + u * product + (lambda / 2) * (1 + factor * (1 + u));
      largest = Math.max(largest, g * factor * (1 + u));
      exactGamma += dy[j]! * forward.normalised[j]!;
      exactBeta += dy[j]!;
      gradients += g;
      products += product;
      carried += error;
    }
    const gammaError = stored(Math.abs(exactGamma), carried + sum.absolute * (products + carried));
    const betaError = stored(Math.abs(exactBeta), sum.absolute * gradients);
    const finite = (size: number) => size * (1 + sum.absolute) <= omega;
    dgamma[j] = largest <= omega && finite(products + carried) && Math.abs(exactGamma) + gammaError <= storage.maxFinite ? gammaError : Infinity;
    dbeta[j] = finite(gradients) && Math.abs(exactBeta) + betaError <= storage.maxFinite ? betaError : Infinity;
    if (!(dgamma[j]! <= informativeShare * Math.max(products, gradients) + 4 * (lambda + storage.minSubnormal))) informative = false;
  }
  const source = `sums over ${rows.length} rows in any order, ${contract.algorithm} statistics, u = 2^-${accumulator.precision}`;
  return { dgamma, dbeta, informative, explain: (which, column) => ({ value: { dgamma, dbeta }[which][column]!, terms: [], source }) };
}
