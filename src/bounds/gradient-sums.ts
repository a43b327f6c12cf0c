// What a contract promises about dγ and dβ: sums over the rows of a batch in the accumulator, in any order, then one rounding into storage.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Contract } from "./contract.ts";
import type { GradientBound } from "./gradient.ts";
import { storageError } from "./gradient-terms.ts";
import { evaluationSlack } from "./growth.ts";
import { informativeShare } from "./output.ts";
import type { Tolerance, ToleranceTerm } from "./row-bound.ts";
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

/** What is promised about dγ and dβ of the columns of these rows. */
export function parameterBounds(rows: readonly ParameterBoundRow[], contract: Contract): ParameterBound {
  const cols = rows[0]!.dy.length;
  const dgamma = new Float64Array(cols);
  const dbeta = new Float64Array(cols);
  const floor = 4 * (lambdaOf(contract) + contract.storage.minSubnormal);
  let informative = true;
  for (let j = 0; j < cols; j++) {
    const column = columnBounds(rows, j, contract);
    dgamma[j] = column.dgamma.error;
    dbeta[j] = column.dbeta.error;
    if (!(dgamma[j]! <= informativeShare * column.scale + floor)) informative = false;
  }
  const source = `sums over ${rows.length} rows in any order, ${contract.algorithm} statistics, u = 2^-${contract.accumulator.precision}`;
  const explain = (which: "dgamma" | "dbeta", j: number): Tolerance => {
    const { error, terms } = columnBounds(rows, j, contract)[which];
    return { value: error, terms: error < Infinity ? terms.filter(({ value }) => value > 0) : [], source };
  };
  return { dgamma, dbeta, informative, explain };
}

interface ColumnBound {
  readonly error: number;
  readonly terms: readonly ToleranceTerm[];
}

interface ColumnBounds {
  readonly dgamma: ColumnBound;
  readonly dbeta: ColumnBound;
  /** Σ|dy·x̂| or Σ|dy|, the larger. */
  readonly scale: number;
}

/** λ/2 must not vanish in doubles, as fp64's own would. */
function lambdaOf({ accumulator: { minSubnormal } }: Contract): number {
  return minSubnormal / 2 > 0 ? minSubnormal : 2 * minSubnormal;
}

/**
 * dγ: the product of dy and an x̂ that is off by its own bound is rounded, and the sum of rows carries it on. x̂ = t·r may be taken apart: (dy·t)·r, as on
 * PyTorch's GPUs, and (dy·r)·t have as many roundings, but what underflows in the first is scaled by r or t, and it may overflow. dβ has only
 * the sum. Rows may be added in any order and tree, another one than within a row; the statistics behind x̂ are the contract's.
 */
function columnBounds(rows: readonly ParameterBoundRow[], j: number, contract: Contract): ColumnBounds {
  const { unitRoundoff: u, maxFinite: omega } = contract.accumulator;
  const lambda = lambdaOf(contract);
  const { absolute } = summationError("any", rows.length, u);
  let [exactGamma, exactBeta, gradients, products, largest] = [0, 0, 0, 0, 0];
  let [statistics, rounding, underflow] = [0, 0, 0];
  for (const { dy, forward, bound } of rows) {
    const { errors, rstdLargest, deviationsLargest } = bound.normalised;
    const g = Math.abs(dy[j]!);
    const product = g * Math.abs(forward.normalised[j]!);
    const factor = Math.max(rstdLargest, deviationsLargest[j]!);
    exactGamma += dy[j]! * forward.normalised[j]!;
    exactBeta += dy[j]!;
    gradients += g;
    products += product;
    statistics += g * errors[j]! * (1 + u);
    rounding += u * product;
    underflow += (lambda / 2) * (1 + factor * (1 + u));
    largest = Math.max(largest, g * factor * (1 + u));
  }
  const most = products + statistics + rounding + underflow;
  const finite = (size: number) => size * (1 + absolute) <= omega;
  const overRows = { label: "sum over rows", value: absolute * most };
  const gammaTerms = [{ label: "statistics", value: statistics }, { label: "products", value: rounding }, { label: "underflow", value: underflow }, overRows];
  return {
    dgamma: stored(gammaTerms, { exact: Math.abs(exactGamma), finite: largest <= omega && finite(most), contract }),
    dbeta: stored([{ ...overRows, value: absolute * gradients }], { exact: Math.abs(exactBeta), finite: finite(gradients), contract }),
    scale: Math.max(products, gradients),
  };
}

/** The bound of a sum with these errors, rounded into storage. */
function stored(terms: readonly ToleranceTerm[], { exact, finite, contract }: { readonly exact: number; readonly finite: boolean; readonly contract: Contract }): ColumnBound {
  const inside = terms.reduce((total, { value }) => total + value, 0);
  const storage = storageError(contract, exact + inside);
  const error = (inside + storage) * evaluationSlack;
  return {
    error: finite && exact + error <= contract.storage.maxFinite ? error : Infinity,
    terms: [...terms, { label: "storage rounding", value: storage }].map(({ label, value }) => ({ label, value: value * evaluationSlack })),
  };
}
