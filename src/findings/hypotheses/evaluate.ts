// A recipe carried out on one row of a batch, with every stage kept.

import type { Format } from "../../formats/format.ts";
import { type Batch, rowOf } from "../../oracle/row.ts";
import type { Recipe } from "./recipe.ts";
import { statisticsOf } from "./statistics.ts";
import type { Stage, Trace } from "./trace.ts";
import { TracedArithmetic } from "./traced-arithmetic.ts";

/** What a kernel of this recipe gives for row r of the batch, stored in the storage format. */
export function evaluate(batch: Batch, r: number, recipe: Recipe, storage: Format): Trace {
  const { x, eps, gamma, beta } = rowOf(batch, r);
  const arithmetic = new TracedArithmetic(recipe.format);
  const stages: Stage[] = [];
  const sample = laned(recipe.sample?.(batch, r) ?? x, recipe);
  const { mean, variance } = statisticsOf(sample, recipe.sample ? sample.length : x.length, recipe, arithmetic, stages);
  const scale = scaleOf(variance, eps, recipe, arithmetic, stages);
  const affine = { gamma: gamma && (recipe.gamma ? recipe.gamma(gamma) : gamma), beta: beta && (recipe.beta ? recipe.beta(beta) : beta) };
  const normalised = new Float64Array(x.length);
  const y = x.map((value, i) => {
    const xHat = normalise(value, mean, scale, i, recipe, arithmetic);
    normalised[i] = xHat;
    arithmetic.at("γx̂ + β", i);
    const wanted = recipe.output === "folded" ? folded(value, mean, scale.rstd, affine.gamma?.[i], affine.beta?.[i], arithmetic) : applyAffine(xHat, affine.gamma?.[i], affine.beta?.[i], recipe, arithmetic);
    arithmetic.at("y", i);
    return storage.round(wanted);
  });
  stages.push({ name: "x̂", kind: "normalised", value: normalised });
  return { y, stages, losses: arithmetic.losses };
}

function laned(x: Float64Array, { lanes }: Recipe): Float64Array {
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

function scaleOf(variance: number, given: number, recipe: Recipe, arithmetic: TracedArithmetic, stages: Stage[]): Scale {
  arithmetic.at("ε");
  const wanted = typeof recipe.epsilon === "number" ? recipe.epsilon : recipe.epsilon === "dropped" ? 0 : given;
  const eps = arithmetic.round(recipe.epsilonIn ? recipe.epsilonIn.round(wanted) : wanted);
  if (recipe.epsilon !== "outside") stages.push({ name: "ε", kind: "epsilon", value: eps });
  arithmetic.at("variance + ε");
  const inside = recipe.epsilon === "outside" ? variance : recipe.epsilon === "maximum" ? Math.max(variance, eps) : arithmetic.add(variance, eps);
  stages.push({ name: "variance + ε", kind: "total", value: inside });
  arithmetic.at("1/√(variance + ε)");
  const root = arithmetic.sqrt(inside);
  const deviation = recipe.epsilon === "outside" ? arithmetic.add(root, eps) : root;
  const rstd = arithmetic.divide(1, deviation);
  stages.push({ name: "1/√(variance + ε)", kind: "rstd", value: rstd });
  return { rstd, deviation };
}

function normalise(x: number, mean: number, { rstd, deviation }: Scale, i: number, recipe: Recipe, arithmetic: TracedArithmetic): number {
  arithmetic.at("x̂", i);
  const xHat =
    recipe.output === "expanded"
      ? arithmetic.subtract(arithmetic.multiply(x, rstd), arithmetic.multiply(mean, rstd))
      : recipe.output === "divide"
        ? arithmetic.divide(arithmetic.subtract(x, mean), deviation)
        : arithmetic.multiply(arithmetic.subtract(x, mean), rstd);
  return recipe.normalisedIn ? recipe.normalisedIn.round(xHat) : xHat;
}

function applyAffine(xHat: number, gamma: number | undefined, beta: number | undefined, recipe: Recipe, arithmetic: TracedArithmetic): number {
  if (recipe.betaFirst && beta !== undefined) {
    const shifted = arithmetic.add(xHat, beta);
    return gamma === undefined ? shifted : arithmetic.multiply(shifted, gamma);
  }
  const scaled = gamma === undefined ? xHat : arithmetic.multiply(xHat, gamma);
  return beta === undefined ? scaled : arithmetic.add(scaled, beta);
}

function folded(x: number, mean: number, rstd: number, gamma = 1, beta = 0, arithmetic: TracedArithmetic): number {
  const scale = arithmetic.multiply(gamma, rstd);
  return arithmetic.add(arithmetic.multiply(x, scale), arithmetic.subtract(beta, arithmetic.multiply(mean, scale)));
}
