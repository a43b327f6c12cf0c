// What a contract promises about the backward pass: how far dx, and the sums over rows dγ and dβ, may be from their exact values, for each of the ways
// that kernels form dx (docs/bounds.md, "The backward pass"). Everything is built on the bounds of the forward statistics and x̂.

import { boundOf } from "./bound-of.ts";
import type { Contract } from "./contract.ts";
import { type ErrorSources, formErrors, type GradientRow, type NormalisedFactors, normalisedFactors } from "./gradient-forms.ts";
import { defaultForm, gradientTerms, storageError, type TermErrors } from "./gradient-terms.ts";
import { evaluationSlack } from "./growth.ts";
import { informativeShare } from "./output.ts";
import { rowContext } from "./row-context.ts";
import type { Tolerance } from "./row-bound.ts";
import { summationError } from "./summation.ts";

export interface GradientBound {
  /** |observed dx_i − exact_i| ≤ errors[i], storage rounding included. Infinity where nothing is promised. */
  readonly errors: Float64Array;
  /** No intermediate result can overflow, so dx must be finite. */
  readonly finite: boolean;
  /** Every error is below a quarter of the row's own scale, r·max|g|. */
  readonly informative: boolean;
  /** |Σ dx_i| ≤ this. */
  readonly sumError: number;
  /** What dγ takes its errors from: x̂ and the factors it is made of. */
  readonly normalised: NormalisedFactors;
  /** Derivation of E_i. */
  explain(i: number): Tolerance;
  /** Derivation of Σ w_i·E_i. */
  explainSum(weight: (i: number) => number): Tolerance;
}

/** What `contract` promises about dx of one row. Some 300 ns an element and form. */
export function gradientBound(input: GradientRow, contract: Contract): GradientBound {
  const { row, forward, gradient } = input;
  const { storage, accumulator, gradient: form = defaultForm } = contract;
  const bare = { x: row.x, eps: row.eps };
  const normalised = boundOf(bare, forward, normalisedContract(contract));
  const context = rowContext(bare, forward, contract);
  const sum = summationError("any", row.x.length, context.u);
  const sources: ErrorSources = { context, statistics: normalised, gradientSum: sum, projectionSum: sum };
  const { errors, finite: formsFinite } = formErrors(input, form, sources);
  let finite = normalised.finite && formsFinite;
  const scale = context.r * gradient.g.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  let informative = true;
  let sumError = 0;
  for (let i = 0; i < errors.length; i++) {
    const dx = Math.abs(gradient.dx[i]!);
    const inside = errors[i]!;
    const total = (inside + storageError(contract, dx + inside)) * evaluationSlack;
    errors[i] = total;
    sumError += total;
    finite = finite && dx + total <= storage.maxFinite;
    if (!(total <= informativeShare * scale + 4 * (context.lambda + storage.minSubnormal))) informative = false;
  }
  if (!finite) {
    errors.fill(Infinity);
    informative = false;
    sumError = Infinity;
  }
  const { n, conditionNumber } = forward.statistics;
  const how = form === "any" ? "any form" : form === "stable" ? "means or sums" : form;
  const source = `backward, ${how}, ${contract.algorithm} statistics, n = ${n}, κ = ${conditionNumber.toPrecision(3)}, u = 2^-${accumulator.precision}`;
  let terms: readonly TermErrors[] | undefined;
  // Some five times the work of the bound: for a row that is shown to somebody.
  const explainSum = (weight: (i: number) => number): Tolerance => {
    const value = errors.reduce((total, error, i) => total + weighted(error, weight(i)), 0);
    if (!finite) return { value, terms: [], source };
    terms ??= gradientTerms(input, contract, sources);
    const summed = terms.map((term) => ({ label: term.label, value: term.errors.reduce((total, error, i) => total + weighted(error, weight(i)), 0) }));
    return { value, terms: summed.filter((term) => term.value > 0), source };
  };
  return {
    errors,
    finite,
    informative,
    sumError: sumError * evaluationSlack,
    normalised: normalisedFactors(forward, normalised, context),
    explain: (i) => explainSum((j) => (j === i ? 1 : 0)),
    explainSum,
  };
}

/** 0·∞ is 0 here: a column that does not count. */
function weighted(error: number, weight: number): number {
  return weight === 0 ? 0 : error * weight;
}

const inside = new WeakMap<Contract, Contract>();

/** x̂ is an intermediate result: never rounded into storage. */
export function normalisedContract(contract: Contract): Contract {
  let own = inside.get(contract);
  if (own === undefined) inside.set(contract, (own = { ...contract, storage: contract.accumulator }));
  return own;
}
