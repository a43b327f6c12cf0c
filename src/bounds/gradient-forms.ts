// How far dx may be off inside a kernel, before it is stored, for each of the ways that kernels form it (docs/bounds.md, "The backward pass"): running
// errors of every operation, on top of what the forward statistics and x̂ may be off.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { GradientAnswer } from "../oracle/gradient.ts";
import type { Row } from "../oracle/row.ts";
import type { GradientForm } from "./contract.ts";
import { growth } from "./growth.ts";
import type { RowContext } from "./row-context.ts";
import type { RowBound } from "./row-bound.ts";
import { type Quantity, RunningError } from "./running-error.ts";
import type { SummationError } from "./summation.ts";

/** A row of the backward pass: the forward row (β plays no part), the incoming gradient, and the exact answers to both. */
export interface GradientRow {
  readonly row: Row;
  readonly dy: Float64Array;
  /** Of the row without γ and β: its y is x̂. */
  readonly forward: ExactAnswer;
  readonly gradient: GradientAnswer;
}

/** What the errors come from; a source left out, as a zero, leaves the rest. */
export interface ErrorSources {
  /** The constants of the accumulator: u and λ. */
  readonly context: RowContext;
  /** Of x̂, r and the mean. */
  readonly statistics: Pick<RowBound, "errors" | "rstdErrorUp" | "rstdErrorDown" | "meanError">;
  /** Of Σg, and of Σg·x̂ or Σg·x: in any order and tree, whatever the contract says of sums. That is about the forward pass, and these are other code. */
  readonly gradientSum: SummationError;
  readonly projectionSum: SummationError;
}

/** The forms that a promise of the form may take. */
const formsOf: Readonly<Record<GradientForm, readonly (keyof typeof errorsOf)[]>> = {
  stable: ["means", "sums"],
  any: ["means", "sums", "folded"],
  means: ["means"],
  sums: ["sums"],
  folded: ["folded"],
};

/** The largest error of every dx_i among the forms, and whether no operation of any can overflow. */
export function formErrors(input: GradientRow, form: GradientForm, sources: ErrorSources): { readonly errors: Float64Array; readonly finite: boolean } {
  const errors = new Float64Array(input.row.x.length);
  const { context, statistics } = sources;
  const factors = normalisedFactors(input.forward, statistics, context);
  let finite = true;
  for (const one of formsOf[form]) {
    const running = new RunningError(context);
    const own = errorsOf[one]({ ...input, ...sources, c: context, factors, running });
    finite = finite && running.finite && own.every(Number.isFinite);
    for (let i = 0; i < errors.length; i++) errors[i] = Math.max(errors[i]!, own[i]!);
  }
  return { errors, finite };
}

/** x̂ = t·r, t = x − μ, as computed. */
export interface NormalisedFactors {
  /** |computed x̂_i − x̂_i| ≤ these. */
  readonly errors: Float64Array;
  /** computed r ≤ this. */
  readonly rstdLargest: number;
  /** |computed t_i| ≤ these. */
  readonly deviationsLargest: Float64Array;
}

/** |t̂| from |t̂·r̂(1 + δ)| ≤ |x̂| + E + λ/2, so that it holds for deviations however they were corrected. */
export function normalisedFactors({ normalised }: ExactAnswer, { errors, rstdErrorUp, rstdErrorDown }: ErrorSources["statistics"], { r, u, lambda }: RowContext): NormalisedFactors {
  const rstdLeast = r * Math.max(0, 1 - rstdErrorDown) * (1 - u);
  return {
    errors,
    rstdLargest: r * (1 + rstdErrorUp),
    deviationsLargest: Float64Array.from(normalised, (value, i) => (Math.abs(value) + errors[i]! + lambda / 2) / rstdLeast),
  };
}

interface Setting extends GradientRow, ErrorSources {
  readonly c: RowContext;
  readonly factors: NormalisedFactors;
  readonly running: RunningError;
}

/** g_i = γ_i·dy_i. */
function gradients({ row, dy, gradient, running }: Setting): Quantity[] {
  return Array.from(gradient.g, (g, i) => (row.gamma === undefined ? running.exactly(g) : running.product(running.exactly(row.gamma[i]!), running.exactly(dy[i]!), g)));
}

/** A sum of n quantities with its exact value. */
function total(terms: readonly Quantity[], exact: number, sum: SummationError, { c, running }: Setting): Quantity {
  let sizes = 0;
  let carried = 0;
  for (const { size, error } of terms) {
    sizes += size + error;
    carried += error;
  }
  const error = carried + sum.relative * (Math.abs(exact) + carried) + sum.absolute * sizes;
  if (!(sizes * (1 + sum.relative + sum.absolute) <= c.omega)) running.finite = false;
  return { size: Math.abs(exact), error };
}

/** That sum over n, or one of terms that were divided first. */
function mean(terms: readonly Quantity[], exact: number, sum: Quantity, { c, running }: Setting): Quantity {
  const divided = terms.reduce((most, { size }) => most + size, 0) / c.n;
  const carried = sum.error / c.n;
  if (!(sum.size + sum.error <= c.omega)) running.finite = false;
  return { size: Math.abs(exact), error: carried * (1 + c.divisionGrowth) + c.divisionGrowth * (divided + carried) + ((c.n + 1) * c.lambda) / 2 };
}

function root({ c, statistics }: Setting): Quantity {
  return { size: c.r, error: c.r * Math.max(statistics.rstdErrorUp, statistics.rstdErrorDown) };
}

/**
 * a·x̂_i, where x̂ = t·r may be taken apart. (a·t)·r and (a·r)·t have as many roundings, and with x̂' = t̂·r̂(1 + δ) within E of x̂ the same error; but what
 * underflows in their first product is scaled by r or t, and it may overflow.
 */
function alongNormalised(a: Quantity, i: number, exact: number, { running, forward, factors, c }: Setting): Quantity {
  const { errors, rstdLargest, deviationsLargest } = factors;
  const xHat = { size: Math.abs(forward.normalised[i]!), error: errors[i]! };
  const whole = running.product(a, xHat, exact);
  const larger = Math.max(rstdLargest, deviationsLargest[i]!);
  if (!((a.size + a.error) * larger * (1 + c.u) <= c.omega)) running.finite = false;
  return { size: whole.size, error: whole.error + (c.lambda / 2) * larger * (1 + c.u) };
}

/** g·x̂, and whether Σ g·t stays finite: r may be multiplied in after the sum. */
function projections(g: readonly Quantity[], setting: Setting): Quantity[] {
  const { gradient, forward, factors, running, projectionSum: sum, c } = setting;
  let sizes = 0;
  g.forEach(({ size, error }, i) => (sizes += (size + error) * factors.deviationsLargest[i]! * (1 + c.u) + c.lambda / 2));
  if (!(sizes * (1 + sum.relative + sum.absolute) <= c.omega)) running.finite = false;
  return g.map((one, i) => alongNormalised(one, i, gradient.g[i]! * forward.normalised[i]!, setting));
}

/** r·(g − c1 − x̂·c2) with c1 and c2 means; the three terms in any order, r and x̂·c2 in any association. */
function means(setting: Setting): Float64Array {
  const { gradient, forward, running, c, gradientSum, projectionSum } = setting;
  const [g, r] = [gradients(setting), root(setting)];
  const { meanGradient: c1, meanProjection: c2 } = gradient;
  const first = mean(g, c1, total(g, c.n * c1, gradientSum, setting), setting);
  const products = projections(g, setting);
  const whole = total(products, c.n * c2, projectionSum, setting);
  const second = mean(products, c2, whole, setting);
  // Where r is multiplied in after the division by n, what underflows there is scaled by r.
  const apart = { size: second.size, error: second.error + (c.lambda / 2) * setting.factors.rstdLargest * (1 + c.u) };
  return Float64Array.from(g, (one, i) => {
    const projected = forward.normalised[i]! * c2;
    const along = again(alongNormalised(apart, i, projected, setting), c);
    // x̂·Σg·x̂/n: as many roundings, but n times as large before the division.
    alongNormalised(whole, i, c.n * projected, setting);
    const value = gradient.g[i]!;
    const exact = gradient.dx[i]! / c.r;
    const partial = Math.max(Math.abs(value - c1), Math.abs(c1 + projected), Math.abs(value - projected));
    return running.product(running.sumOfThree(one, first, along, { exact, partial }), r, gradient.dx[i]!).error;
  });
}

/** (r/n)·(n·g − Σg − x̂·Σg·x̂). */
function sums(setting: Setting): Float64Array {
  const { gradient, forward, running, c, gradientSum, projectionSum } = setting;
  const [g, r] = [gradients(setting), root(setting)];
  const { n, u, lambda } = c;
  const { meanGradient: c1, meanProjection: c2 } = gradient;
  const first = total(g, n * c1, gradientSum, setting);
  const second = total(projections(g, setting), n * c2, projectionSum, setting);
  const exactCount = n <= 1 / u;
  const scale = running.scaled(r, 1 / n, growth(Math.max(1, c.divisions), u));
  return Float64Array.from(g, (one, i) => {
    const projected = n * forward.normalised[i]! * c2;
    const along = again(alongNormalised(second, i, projected, setting), c);
    const value = n * gradient.g[i]!;
    const times = running.scaled(one, n, growth(exactCount ? 1 : 2, u));
    const exact = (n * gradient.dx[i]!) / c.r;
    const partial = Math.max(Math.abs(value - n * c1), Math.abs(n * c1 + projected), Math.abs(value - projected));
    const inner = running.sumOfThree(times, first, along, { exact, partial });
    // (r/n)·inner, or r·inner/n, which is n times as large before the division: as many roundings.
    running.product(inner, r, n * gradient.dx[i]!);
    const product = running.product(inner, scale, gradient.dx[i]!);
    return again(product, c).error + lambda * (1 + c.r);
  });
}

/** r·g + b·x + c, b = (Σg·μ − Σg·x)·r³/n, c = −b·μ − Σg·r/n: its first difference cancels as far as κ lets it. */
function folded(setting: Setting): Float64Array {
  const { gradient, running, c, row, dy, statistics, forward, gradientSum, projectionSum } = setting;
  const [g, r] = [gradients(setting), root(setting)];
  const { n } = c;
  const { meanGradient: c1, meanProjection: c2 } = gradient;
  // (dy·x)·γ and (r·dy)·γ, as PyTorch's loops have them: what underflows in the first product is scaled by γ, and it may overflow.
  const withGammaLast = ({ size, error }: Quantity, factor: number, i: number): Quantity => {
    if (!(Math.abs(dy[i]! * factor) * (1 + c.u) <= c.omega)) running.finite = false;
    return { size, error: error + (c.lambda / 2) * Math.abs(row.gamma?.[i] ?? 0) * (1 + c.u) };
  };
  const mu = forward.statistics.mean;
  const mean = { size: Math.abs(mu), error: statistics.meanError };
  const db = total(g, n * c1, gradientSum, setting);
  const products = g.map((one, i) => withGammaLast(running.product(one, running.exactly(row.x[i]!)), row.x[i]!, i));
  // Σg·x = Σg·d + μ·Σg.
  const along = (n * c2) / c.r;
  const ds = total(products, along + mu * n * c1, projectionSum, setting);
  const difference = running.sum(running.product(db, mean), ds, along);
  const cube = running.product(running.product(r, r), r);
  const b = productOver(difference, cube, setting);
  const slope = { size: Math.abs(c2) * c.r * c.r, error: b.error };
  const bTimesMean = running.product(slope, mean);
  const offset = running.sum(bTimesMean, productOver(db, r, setting), c2 * c.r * c.r * mu - c1 * c.r);
  return Float64Array.from(g, (one, i) => {
    const own = withGammaLast(running.product(r, one, c.r * gradient.g[i]!), r.size + r.error, i);
    const slanted = running.product(slope, running.exactly(row.x[i]!));
    const [p, q, s] = [c.r * gradient.g[i]!, -c2 * c.r * c.r * row.x[i]!, c2 * c.r * c.r * mu - c1 * c.r];
    const partial = Math.max(Math.abs(p + q), Math.abs(q + s), Math.abs(p + s));
    return running.sumOfThree(own, slanted, offset, { exact: gradient.dx[i]!, partial }).error;
  });
}

/** a·b/n in any association: what underflows in one is scaled by a, by b or by neither. */
function productOver(a: Quantity, b: Quantity, { c, running }: Setting): Quantity {
  const reciprocal = growth(Math.max(1, c.divisions), c.u);
  const over = (quantity: Quantity) => running.scaled(quantity, 1 / c.n, reciprocal);
  const ways = [over(running.product(a, b)), running.product(a, over(b)), running.product(over(a), b)];
  const [{ size }] = ways as [Quantity, Quantity, Quantity];
  return again({ size, error: Math.max(...ways.map(({ error }) => error)) }, c);
}

const errorsOf = { means, sums, folded };

/** One rounding more: another association of the same product. */
function again({ size, error }: Quantity, { u, lambda }: RowContext): Quantity {
  return { size, error: error + u * (size + error) + lambda / 2 };
}
