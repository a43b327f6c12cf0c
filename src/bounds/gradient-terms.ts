// Where the bound of dx comes from, for people: it is evaluated again with one source of error after another left out, and what it falls by is that
// source's term. The terms add up to the bound whatever its formulas are, and none is negative, because a bound grows with every error that goes into it.

import type { Contract, GradientForm } from "./contract.ts";
import { type ErrorSources, formErrors, type GradientRow } from "./gradient-forms.ts";
import { evaluationSlack } from "./growth.ts";
import type { SummationError } from "./summation.ts";

/** One source of error, and its part of every E_i. */
export interface TermErrors {
  readonly label: string;
  readonly errors: Float64Array;
}

/** The form of a contract that names none. */
export const defaultForm: GradientForm = "stable";

const exactSum: SummationError = { relative: 0, absolute: 0, low: 0 };

/** In the order in which they are left out, so that products of two errors belong to the first of them. */
export function gradientTerms(input: GradientRow, contract: Contract, sources: ErrorSources): readonly TermErrors[] {
  const { gradient: form = defaultForm } = contract;
  const n = input.row.x.length;
  const projection = form === "folded" ? "Σ γ·dy·x" : "Σ γ·dy·x̂";
  const without: readonly (readonly [string, Partial<ErrorSources>])[] = [
    ["statistics", { statistics: { errors: new Float64Array(n), rstdErrorUp: 0, rstdErrorDown: 0, meanError: 0 } }],
    ["Σ γ·dy", { gradientSum: exactSum }],
    [projection, { projectionSum: exactSum }],
    ["underflow", { context: { ...sources.context, lambda: 0 } }],
  ];
  const terms: TermErrors[] = [];
  const whole = formErrors(input, form, sources).errors;
  let [left, remaining] = [sources, whole];
  for (const [label, change] of without) {
    left = { ...left, ...change };
    const less = formErrors(input, form, left).errors;
    const before = remaining;
    terms.push({ label, errors: before.map((error, i) => Math.max(0, error - less[i]!) * evaluationSlack) });
    remaining = less;
  }
  const stored = whole.map((error, i) => storageError(contract, Math.abs(input.gradient.dx[i]!) + error));
  return [...terms, { label: "products and differences", errors: remaining.map((error) => error * evaluationSlack) }, { label: "storage rounding", errors: stored.map((error) => error * evaluationSlack) }];
}

/** What the last rounding, of a value up to `size`, costs. */
export function storageError({ storage, accumulator }: Pick<Contract, "storage" | "accumulator">, size: number): number {
  return storage === accumulator ? 0 : (storage.unitRoundoff / (1 + storage.unitRoundoff)) * size + storage.minSubnormal / 2;
}
