// What every stage of a row's backward pass should have been: the exact values, each rounded to a double. Sums are taken in integers; what has the root
// in it comes from the exact answers, within a few 2^-53.

import { exactAnswer } from "../../oracle/exact.ts";
import type { ExactAnswer } from "../../oracle/exact-answer.ts";
import { type Dyadic, dyadicOf, shift, toDouble } from "../../oracle/dyadic.ts";
import { exactGradient, type GradientAnswer } from "../../oracle/gradient.ts";
import type { ParameterGradients } from "../../oracle/gradient-sums.ts";
import type { Row } from "../../oracle/row.ts";
import { exactStages } from "../exact-stages.ts";
import type { GradientStageId } from "./gradient-stage.ts";

export type ExactGradientStages = Readonly<Partial<Record<GradientStageId, number | Float64Array>>>;

/** The exact answers to a row and its incoming gradient: `forward` without γ and β, whose y is x̂. */
export interface ExactRow {
  readonly row: Row;
  readonly dy: Float64Array;
  readonly forward: ExactAnswer;
  readonly gradient: GradientAnswer;
}

/** Undefined where the row has no exact answer. */
export function exactRow(row: Row, dy: Float64Array): ExactRow | undefined {
  const bare = { x: row.x, eps: row.eps };
  const forward = exactAnswer(bare);
  const gradient = forward && exactGradient({ ...bare, gamma: row.gamma }, dy);
  return forward && gradient && { row, dy, forward, gradient };
}

/** Every stage of every form. */
export function exactGradientStages({ row, dy, forward, gradient }: ExactRow, parameters?: ParameterGradients): ExactGradientStages {
  const { x, gamma } = row;
  const { g, dx, meanGradient: c1, meanProjection: c2 } = gradient;
  const { rstd: r, normalised, statistics } = forward;
  const n = x.length;
  const terms = Array.from(dy, (value, i) => times(dyadicOf(value), dyadicOf(gamma?.[i] ?? 1)));
  const slope = -c2 * r * r;
  const { affine: _, ...statisticsStages } = exactStages({ x, eps: row.eps }, forward);
  return {
    ...statisticsStages,
    incoming: g,
    "gradient-sum": sumOf(terms),
    "mean-gradient": c1,
    projections: g.map((value, i) => value * normalised[i]),
    "projection-sum": n * c2,
    "mean-projection": c2,
    "product-sum": sumOf(terms.map((term, i) => times(term, dyadicOf(x[i])))),
    slope,
    offset: -slope * statistics.mean - c1 * r,
    rest: dx.map((value) => value / r),
    "scaled-rest": dx.map((value) => (n * value) / r),
    cube: r * r * r,
    gradient: dx,
    ...(parameters && { "gamma-gradient": parameters.dgamma.value, "beta-gradient": parameters.dbeta.value }),
  };
}

function times(a: Dyadic, b: Dyadic): Dyadic {
  return { integer: a.integer * b.integer, exponent: a.exponent + b.exponent };
}

function sumOf(terms: readonly Dyadic[]): number {
  const unit = terms.reduce((least, { integer, exponent }) => (integer === 0n ? least : Math.min(least, exponent)), Infinity);
  if (unit === Infinity) return 0;
  return toDouble(terms.reduce((sum, { integer, exponent }) => (integer === 0n ? sum : sum + shift(integer, exponent - unit)), 0n), unit);
}

/** Of what dx[i] is rstd times: the largest of its three terms, and what is left of them. */
export function termsOf({ gradient: { g, dx, meanGradient, meanProjection }, forward: { normalised, rstd } }: ExactRow, i: number): { readonly largest: number; readonly left: number } {
  return { largest: Math.max(Math.abs(g[i]), Math.abs(meanGradient), Math.abs(normalised[i] * meanProjection)), left: dx[i] / rstd };
}

/** They leave less than a sixteenth of the largest: one hexadecimal digit is gone. */
export function cancels(exact: ExactRow, i: number): boolean {
  const { largest, left } = termsOf(exact, i);
  return Math.abs(left) < largest / 16;
}
