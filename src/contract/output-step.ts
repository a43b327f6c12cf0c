// The last step alone: how far outputs can lie from γ·(x − m)·r + β for one and the same m and r. Elements of a row share both, so what is
// left between them is only this, however wrong the statistics are. Different code for the body and the tail of a row (fused or not,
// division or reciprocal, x·r − m·r or (x − m)·r) is covered: the bound is on each element by itself.

import { type Arithmetic, arithmeticOf } from "../bounds/arithmetic.ts";
import { evaluationSlack, growth } from "../bounds/growth.ts";
import type { Tolerance } from "../bounds/row-bound.ts";
import { storing } from "../bounds/storing.ts";
import { doubles } from "../oracle/doubles.ts";
import { valueAt } from "./batch-values.ts";
import type { JudgedRow } from "./judge.ts";

export interface OutputStep {
  /** |m − μ| at most. */
  readonly meanError: number;
  /** r ≤ (1 + rstdErrorUp)/sqrt(v + ε). */
  readonly rstdErrorUp: number;
  /** All relative roundings between m, v + ε and γ·x̂, compounded. */
  readonly relative: number;
  /** x·r and m·r may be rounded apart: an error of the size of x·r, κ times that of x̂. */
  readonly products: boolean;
}

/**
 * The step as it is in any kernel of a row's contract: seven roundings at most in IEEE arithmetic, two differences (the second in corrected
 * two-pass), the root with its reciprocal (three), the product and γ.
 */
export function anyOutputStep({ bound, contract }: JudgedRow): OutputStep {
  const { u, root } = arithmeticOf(contract.accumulator, contract.arithmetic);
  return {
    meanError: bound.meanError,
    rstdErrorUp: bound.rstdErrorUp,
    relative: growth(4 + root, u),
    products: true,
  };
}

/**
 * L_i: |y_i − (γ_i (x_i − m) r + β_i)| ≤ L_i, storage rounding included, for every i.
 *
 * With R = r(1 + rstdErrorUp), M = |μ| + e and e the error of the mean, |x_i − m|·R ≤ |x̂_i|(1 + rstdErrorUp) + e·R; a corrected
 * deviation is as close, hence 2e. Then
 * - rounding: |γ|·relative·that, plus half of λ for each product that may underflow, in whatever order γ, t and r are multiplied;
 * - products: x·r, m·r and the sum β − m·γ·r round at their own size, u·|γ|·R·(|x_i| + 2M)(1 + T(3)) + u·|β|;
 * - the addition of β, u·(|y_i| + E_i);
 * - storage, u_S·(|y_i| + E_i) + λ_S/2.
 */
export function outputStepErrors(analysed: JudgedRow, step: OutputStep): Float64Array {
  const shared = sharedBy(analysed, step);
  const errors = doubles(analysed.y.length);
  for (let i = 0; i < errors.length; i++) errors[i] = total(shared, i);
  return errors;
}

/** The derivation of L_i. */
export function explainOutputStep(analysed: JudgedRow, step: OutputStep, i: number, source: string): Tolerance {
  const shared = sharedBy(analysed, step);
  const terms = [
    { label: "root and output", value: rounding(shared, i) },
    { label: "products", value: products(shared, i) },
    { label: "β", value: addition(shared, i) },
    { label: "storage rounding", value: storageRounding(shared, i) },
  ];
  return { value: total(shared, i), terms: terms.filter(({ value }) => value > 0), source };
}

/** What is the same for all elements of a row. */
interface Shared {
  readonly analysed: JudgedRow;
  readonly step: OutputStep;
  /** R. */
  readonly rstd: number;
  /** M. */
  readonly mean: number;
  /** 1 + T(3). */
  readonly threeRoundings: number;
  readonly arithmetic: Arithmetic;
}

function sharedBy(analysed: JudgedRow, step: OutputStep): Shared {
  const { exact, contract } = analysed;
  const arithmetic = arithmeticOf(contract.accumulator, contract.arithmetic);
  return {
    analysed,
    step,
    rstd: exact.rstd * (1 + step.rstdErrorUp),
    mean: Math.abs(exact.statistics.mean) + step.meanError,
    threeRoundings: 1 + growth(3, arithmetic.u),
    arithmetic,
  };
}

function total(shared: Shared, i: number): number {
  return (rounding(shared, i) + products(shared, i) + addition(shared, i) + storageRounding(shared, i)) * evaluationSlack;
}

function rounding({ analysed: { row, exact }, step, rstd, arithmetic: { lambda, flushed } }: Shared, i: number): number {
  const { meanError, rstdErrorUp, relative } = step;
  const reach = Math.abs(exact.normalised[i]) * (1 + rstdErrorUp) + 2 * meanError * rstd;
  const gamma = Math.abs(valueAt(row.gamma, i, 1));
  const underflow = gamma * flushed * rstd + lambda * (2 + 2 * gamma + rstd + Math.abs(exact.statistics.deviations[i]) + 2 * meanError);
  return gamma * relative * reach + underflow;
}

function products({ analysed: { row }, step, rstd, mean, threeRoundings, arithmetic: { u, lambda } }: Shared, i: number): number {
  if (!step.products) return 0;
  const sizes = Math.abs(row.x[i]) + 2 * mean;
  const gamma = Math.abs(valueAt(row.gamma, i, 1));
  return threeRoundings * (u * gamma * rstd * sizes + lambda * (1 + gamma + mean)) + u * Math.abs(valueAt(row.beta, i, 0));
}

function addition({ analysed: { row, exact, bound }, arithmetic }: Shared, i: number): number {
  return row.beta === undefined ? 0 : arithmetic.u * (Math.abs(exact.y[i]) + bound.errors[i]);
}

function storageRounding({ analysed: { exact, bound, contract } }: Shared, i: number): number {
  if (contract.storage === contract.accumulator) return 0;
  const { rounding: share, underflow } = storing(contract.storage, contract.arithmetic);
  return share * (Math.abs(exact.y[i]) + bound.errors[i]) + underflow;
}
