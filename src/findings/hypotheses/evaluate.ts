// A recipe carried out on one row of a batch, with every stage kept, in two steps, since many recipes differ only in the last.

import type { Format } from "../../formats/format.ts";
import { type Batch, rowOf } from "../../oracle/row.ts";
import type { Recipe } from "./recipe.ts";
import { statisticsOf } from "./statistics.ts";
import type { Stage, Trace } from "./trace.ts";
import { type Loss, TracedArithmetic } from "./traced-arithmetic.ts";

/** Everything before the outputs: the same for all forms of them, and most of the work. */
export interface Prepared {
  readonly batch: Batch;
  readonly r: number;
  readonly recipe: Omit<Recipe, "output">;
  readonly mean: number;
  readonly scale: Scale;
  readonly stages: readonly Stage[];
  readonly losses: readonly Loss[];
}

/** Statistics and scale of row r of the batch, by the recipe. */
export function prepare(batch: Batch, r: number, recipe: Omit<Recipe, "output">): Prepared {
  const { x: given, eps } = rowOf(batch, r);
  const x = recipe.inputIn ? given.map(recipe.inputIn.round) : given;
  const arithmetic = new TracedArithmetic(recipe.format);
  const stages: Stage[] = [];
  const sample = laned(recipe.sample?.(batch, r) ?? x, recipe);
  const { mean, variance } = statisticsOf(sample, recipe.sample ? sample.length : x.length, recipe, arithmetic, stages);
  const scale = scaleOf(variance, eps, recipe, arithmetic, stages);
  return { batch, r, recipe, mean, scale, stages, losses: arithmetic.losses };
}

/**
 * The outputs of the row, stored in the storage format. Returns undefined as soon as `accepts` refuses one: a hypothesis that is wrong
 * is mostly wrong at the first column.
 */
export function finish(prepared: Prepared, output: Recipe["output"], storage: Format, accepts: (value: number, column: number) => boolean = () => true): Trace | undefined {
  const { batch, r, mean, scale, stages, losses } = prepared;
  const recipe: Recipe = { ...prepared.recipe, output };
  const arithmetic = new TracedArithmetic(recipe.format, losses);
  const { x: givenX, gamma: givenGamma, beta: givenBeta } = rowOf(batch, r);
  const x = recipe.inputIn ? givenX.map(recipe.inputIn.round) : givenX;
  const gamma = givenGamma && recipe.gamma ? recipe.gamma(givenGamma, givenBeta) : givenGamma;
  const beta = givenBeta && recipe.beta ? recipe.beta(givenBeta, givenGamma) : givenBeta;
  const normalised = new Float64Array(x.length);
  const y = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    normalised[i] = normalise(x[i], mean, scale, i, recipe, arithmetic);
    arithmetic.at("affine", i);
    const wanted = output === "folded" ? folded(x[i], mean, scale.rstd, gamma?.[i], beta?.[i], arithmetic) : applyAffine(normalised[i], gamma?.[i], beta?.[i], recipe, arithmetic);
    y[i] = storage.round(wanted);
    if (!accepts(y[i], i)) return undefined;
  }
  return { y, format: recipe.format, output, stages: [...stages, { id: "normalised", value: normalised }, { id: "affine", value: y }], losses: arithmetic.losses };
}

function laned(x: Float64Array, { lanes }: Prepared["recipe"]): Float64Array {
  if (lanes === undefined) return x;
  const seen = new Float64Array(lanes(x.length));
  seen.set(x.subarray(0, seen.length));
  return seen;
}

interface Scale {
  readonly rstd: number;
  /** The square root that rstd is the reciprocal of. */
  readonly deviation: number;
}

function scaleOf(variance: number, given: number, recipe: Prepared["recipe"], arithmetic: TracedArithmetic, stages: Stage[]): Scale {
  arithmetic.at("epsilon");
  const wanted = typeof recipe.epsilon === "number" ? recipe.epsilon : recipe.epsilon === "dropped" ? 0 : given;
  const eps = arithmetic.round(arithmetic.cast(wanted, recipe.epsilonIn));
  const outside = recipe.epsilon === "outside" || recipe.epsilon === "root-outside";
  if (!outside) stages.push({ id: "epsilon", value: eps });
  arithmetic.at("total");
  const inside = outside ? variance : recipe.epsilon === "maximum" ? Math.max(variance, eps) : arithmetic.add(variance, eps);
  stages.push({ id: "total", value: inside });
  arithmetic.at("root");
  const root = arithmetic.sqrt(inside);
  const deviation = outside ? arithmetic.add(root, recipe.epsilon === "outside" ? eps : arithmetic.sqrt(eps)) : root;
  stages.push({ id: "root", value: deviation });
  arithmetic.at("rstd");
  const exactly = arithmetic.divide(1, deviation);
  const rstd = arithmetic.cast(exactly, recipe.rstdIn);
  stages.push({ id: "rstd", value: rstd });
  return { rstd, deviation };
}

function normalise(x: number, mean: number, { rstd, deviation }: Scale, i: number, recipe: Recipe, arithmetic: TracedArithmetic): number {
  arithmetic.at("normalised", i);
  const narrowed = (d: number) => arithmetic.cast(d, recipe.deviationsIn);
  const xHat =
    recipe.output === "fused"
      ? arithmetic.multiplyAdd(x, rstd, -arithmetic.multiply(mean, rstd))
      : recipe.output === "expanded"
      ? arithmetic.subtract(arithmetic.multiply(x, rstd), arithmetic.multiply(mean, rstd))
      : recipe.output === "divide"
        ? arithmetic.divide(narrowed(arithmetic.subtract(x, mean)), deviation)
        : arithmetic.multiply(narrowed(arithmetic.subtract(x, mean)), rstd);
  return arithmetic.cast(xHat, recipe.normalisedIn);
}

function applyAffine(xHat: number, gamma: number | undefined, beta: number | undefined, recipe: Recipe, arithmetic: TracedArithmetic): number {
  if (recipe.betaFirst && beta !== undefined) {
    const shifted = arithmetic.add(xHat, beta);
    return gamma === undefined ? shifted : arithmetic.multiply(shifted, gamma);
  }
  if (recipe.output === "fused" && (gamma !== undefined || beta !== undefined)) return arithmetic.multiplyAdd(xHat, gamma ?? 1, beta ?? 0);
  const scaled = gamma === undefined ? xHat : arithmetic.multiply(xHat, gamma);
  return beta === undefined ? scaled : arithmetic.add(scaled, beta);
}

function folded(x: number, mean: number, rstd: number, gamma = 1, beta = 0, arithmetic: TracedArithmetic): number {
  const scale = arithmetic.multiply(gamma, rstd);
  return arithmetic.add(arithmetic.multiply(x, scale), arithmetic.subtract(beta, arithmetic.multiply(mean, scale)));
}
