// A gradient recipe carried out on one row of a batch, with every stage kept.

import { nextDown, ulp } from "../../formats/neighbours.ts";
import type { Format } from "../../formats/format.ts";
import { type Batch, rowOf } from "../../oracle/row.ts";
import { type Prepared, prepare } from "../hypotheses/evaluate.ts";
import type { Stage } from "../hypotheses/trace.ts";
import { type Loss, TracedArithmetic } from "../hypotheses/traced-arithmetic.ts";
import type { GradientRecipe } from "./gradient-recipe.ts";
import type { GradientStageId } from "./gradient-stage.ts";

export interface GradientTrace {
  /** In the storage format, or as the recipe leaves it. */
  readonly dx: Float64Array;
  /** What dγ is made of. */
  readonly normalised: Float64Array;
  readonly mean: number;
  readonly format: Format;
  readonly stages: readonly Stage<GradientStageId>[];
  readonly losses: readonly Loss<GradientStageId>[];
}

/** What the form of dx is given. */
interface Pass {
  readonly recipe: GradientRecipe;
  readonly arithmetic: TracedArithmetic<GradientStageId>;
  readonly stages: Stage<GradientStageId>[];
  readonly x: Float64Array;
  readonly g: Float64Array;
  /** What Σ in the mean, and in the projection, is taken of. */
  readonly inMean: Float64Array;
  readonly inProjection: Float64Array;
  readonly normalised: Float64Array;
  readonly mean: number;
  readonly rstd: number;
  /** c1 and c2 that the rows before left. */
  readonly before: readonly [number, number];
}

/** dx of row r; `prepared` are its statistics by the same recipe, where they are there already. */
export function evaluateGradient(batch: Batch, r: number, recipe: GradientRecipe, storage: Format, prepared: Prepared = prepare(batch, r, recipe.statistics)): GradientTrace {
  const pass = passOf(batch, r, recipe, prepared);
  const { arithmetic, stages, normalised, mean } = pass;
  const dx = forms[recipe.form](pass).map((value, i) => {
    arithmetic.at("gradient", i);
    return stored(value, recipe, storage);
  });
  stages.push({ id: "gradient", value: dx });
  return { dx, normalised, mean, format: recipe.statistics.format, stages, losses: arithmetic.losses };
}

function passOf(batch: Batch, r: number, recipe: GradientRecipe, prepared: Prepared): Pass {
  const { saved = {} } = recipe;
  const { x: given, gamma } = rowOf(batch, r);
  const { inputIn } = recipe.statistics;
  const x = inputIn ? given.map(inputIn.round) : given;
  const dy = recipe.dy?.(batch, r) ?? batch.dy!.subarray(r * batch.cols, (r + 1) * batch.cols);
  const arithmetic = new TracedArithmetic<GradientStageId>(recipe.statistics.format, prepared.losses as readonly Loss<GradientStageId>[]);
  arithmetic.at("mean");
  const mean = arithmetic.cast(prepared.mean, saved.mean);
  arithmetic.at("rstd");
  const rstd = arithmetic.cast(prepared.scale.rstd, saved.rstd);
  const stages = (prepared.stages as readonly Stage<GradientStageId>[]).map((stage) => (stage.id === "mean" ? { ...stage, value: mean } : stage.id === "rstd" ? { ...stage, value: rstd } : stage));
  const normalised = x.map((value, i) => {
    arithmetic.at("normalised", i);
    const d = arithmetic.subtract(value, mean);
    return arithmetic.cast(recipe.normalised === "divide" ? arithmetic.divide(d, prepared.scale.deviation) : arithmetic.multiply(d, rstd), saved.normalised);
  });
  stages.push({ id: "normalised", value: normalised });
  const times = (value: number, i: number) => arithmetic.cast(gamma === undefined ? value : arithmetic.multiply(value, gamma[i]), recipe.incomingIn);
  const withGamma = dy.map((value, i) => {
    arithmetic.at("incoming", i);
    const once = times(value, i);
    return recipe.gamma === "twice" ? times(once, i) : once;
  });
  const g = recipe.gamma === "ignored" ? dy : withGamma;
  stages.push({ id: "incoming", value: g });
  const before = recipe.carried && r > 0 ? bothMeans(passOf(batch, r - 1, recipe, prepare(batch, r - 1, recipe.statistics))) : ([0, 0] as const);
  return { recipe, arithmetic, stages, x, g, inMean: recipe.gamma === "ignored-in-mean" ? dy : g, inProjection: recipe.gamma === "ignored-in-projection" ? dy : g, normalised, mean, rstd, before };
}

/** Σ of the values; `stage` is that of the sum. */
function sumOf(values: Float64Array, { recipe, arithmetic }: Pass, stage: GradientStageId): number {
  const narrow = (sum: number) => arithmetic.cast(sum, recipe.sumsIn);
  const between = (from: number, to: number): number => {
    if (to - from === 1) return values[from];
    const middle = (from + to) >>> 1;
    const [left, right] = [between(from, middle), between(middle, to)];
    arithmetic.at(stage, middle);
    return narrow(arithmetic.add(left, right));
  };
  if (recipe.statistics.sums === "pairwise" && values.length > 0) return between(0, values.length);
  let sum = values[0] ?? 0;
  for (let i = 1; i < values.length; i++) {
    arithmetic.at(stage, i);
    sum = narrow(arithmetic.add(sum, values[i]));
  }
  return sum;
}

/** Σg, and Σ g·a; what they are divided by. */
function meansOf(pass: Pass, a: Float64Array, along: GradientStageId) {
  const { recipe, arithmetic, stages, inMean, inProjection, g } = pass;
  const n = g.length;
  const first = sumOf(inMean, pass, "gradient-sum");
  const products = inProjection.map((value, i) => {
    arithmetic.at("projections", i);
    return arithmetic.cast(arithmetic.multiply(value, a[i]), recipe.sumsIn);
  });
  const second = sumOf(products, pass, along);
  stages.push({ id: "gradient-sum", value: first, terms: n });
  if (along === "projection-sum") stages.push({ id: "projections", value: products });
  stages.push({ id: along, value: second, terms: n });
  const { format } = recipe.statistics;
  const square = recipe.projectionOverSquare ? format.round(pass.normalised.reduce((sum, value) => format.round(sum + format.round(value * value)), 0) / n) : 1;
  // The folded form has no such terms to get wrong.
  if (along === "product-sum") return { first, second, meanDivisor: n, projectionDivisor: n, square: 1 };
  return {
    first: first * (recipe.meanTerm ?? 1),
    second: second * (recipe.projectionTerm ?? 1),
    meanDivisor: format.round(recipe.meanDivisor?.(n, g) ?? n),
    projectionDivisor: format.round(recipe.projectionDivisor?.(n, g) ?? n),
    square: square > 0 ? square : 1,
  };
}

/** c1 and c2. */
function bothMeans(pass: Pass): readonly [number, number] {
  const { recipe, arithmetic, stages, normalised, before } = pass;
  const { first, second, meanDivisor, projectionDivisor, square } = meansOf(pass, normalised, "projection-sum");
  arithmetic.at("mean-gradient");
  const c1 = arithmetic.cast(arithmetic.add(arithmetic.divide(first, meanDivisor), before[0]), recipe.meansIn);
  arithmetic.at("mean-projection");
  const along = arithmetic.divide(second, projectionDivisor);
  const c2 = arithmetic.cast(arithmetic.add(square === 1 ? along : arithmetic.divide(along, square), before[1]), recipe.meansIn);
  const at = stages.findIndex(({ id }) => id === "gradient-sum");
  stages.splice(at + 1, 0, { id: "mean-gradient", value: c1 });
  stages.push({ id: "mean-projection", value: c2 });
  return [c1, c2];
}

const forms: Readonly<Record<GradientRecipe["form"], (pass: Pass) => Float64Array>> = {
  means(pass) {
    const { recipe, arithmetic, stages, g, normalised, rstd } = pass;
    const [c1, c2] = bothMeans(pass);
    const rest = g.map((value, i) => {
      arithmetic.at("rest", i);
      return arithmetic.subtract(arithmetic.subtract(value, c1), arithmetic.multiply(normalised[i], c2));
    });
    stages.push({ id: "rest", value: rest });
    return rest.map((value, i) => scaled(value, i, rstd, recipe, arithmetic));
  },

  sums(pass) {
    const { recipe, arithmetic, stages, g, normalised, rstd } = pass;
    const n = recipe.statistics.format.round(g.length);
    const { first, second, meanDivisor, projectionDivisor, square } = meansOf(pass, normalised, "projection-sum");
    const along = (second / square) * (n / projectionDivisor);
    const rest = g.map((value, i) => {
      arithmetic.at("scaled-rest", i);
      return arithmetic.subtract(arithmetic.subtract(arithmetic.multiply(n, value), first * (n / meanDivisor)), arithmetic.multiply(normalised[i], along));
    });
    stages.push({ id: "scaled-rest", value: rest });
    arithmetic.at("gradient");
    const scale = arithmetic.divide(rstd, n);
    return rest.map((value, i) => scaled(value, i, scale, recipe, arithmetic));
  },

  folded(pass) {
    const { recipe, arithmetic, stages, g, x, mean, rstd } = pass;
    const { first, second } = meansOf(pass, x, "product-sum");
    arithmetic.at("slope");
    const scale = recipe.statistics.format.round(1 / g.length);
    const left = arithmetic.subtract(arithmetic.multiply(first, mean), second);
    const slope = arithmetic.multiply(arithmetic.multiply(arithmetic.multiply(left, rstd), arithmetic.multiply(rstd, rstd)), scale);
    arithmetic.at("offset");
    const offset = arithmetic.subtract(arithmetic.multiply(-slope, mean), arithmetic.multiply(arithmetic.multiply(first, rstd), scale));
    stages.push({ id: "slope", value: slope }, { id: "offset", value: offset });
    return g.map((value, i) => {
      arithmetic.at("gradient", i);
      return arithmetic.add(arithmetic.add(arithmetic.multiply(rstd, value), arithmetic.multiply(slope, x[i])), offset);
    });
  },

  variance(pass) {
    const { recipe, arithmetic, stages, g, x, mean, rstd } = pass;
    const [c1, c2] = bothMeans(pass);
    arithmetic.at("cube");
    const cube = arithmetic.cast(recipe.cubeIn ? rstd * rstd * rstd : arithmetic.multiply(arithmetic.multiply(rstd, rstd), rstd), recipe.cubeIn);
    stages.push({ id: "cube", value: cube });
    arithmetic.at("gradient");
    const along = arithmetic.divide(c2, rstd);
    return g.map((value, i) => {
      arithmetic.at("gradient", i);
      return arithmetic.subtract(arithmetic.multiply(rstd, arithmetic.subtract(value, c1)), arithmetic.multiply(arithmetic.subtract(x[i], mean), arithmetic.multiply(cube, along)));
    });
  },
};

/** The last product, by rstd or rstd/n. */
function scaled(rest: number, i: number, scale: number, { rstdPower, last, statistics: { format } }: GradientRecipe, arithmetic: TracedArithmetic<GradientStageId>): number {
  arithmetic.at("gradient", i);
  if (rstdPower === 0) return rest;
  const once = arithmetic.multiply(rest, scale);
  // The product of two values of a format of at most 26 bits is a double.
  if (last === "down" && format.precision <= 26) return Number.isFinite(once) && once > rest * scale ? nextDown(format, once) : once;
  return rstdPower === 2 ? arithmetic.multiply(once, scale) : once;
}

function stored(value: number, { last }: GradientRecipe, storage: Format): number {
  const nearest = storage.round(value);
  switch (last) {
    case "truncated":
      return Math.abs(nearest) > Math.abs(value) && Number.isFinite(nearest) ? Math.sign(nearest) * -nextDownOf(storage, nearest) : nearest;
    case "down":
      return nearest > value && Number.isFinite(nearest) ? nextDown(storage, nearest) : nearest;
    case "flushed":
      return Math.abs(value) < storage.minNormal ? 0 : nearest;
    case "clipped":
      return Math.max(-1, Math.min(1, nearest));
    default:
      return nearest;
  }
}

/** −(the next magnitude towards 0). */
function nextDownOf(storage: Format, nearest: number): number {
  const magnitude = Math.abs(nearest);
  return magnitude <= ulp(storage, 0) ? 0 : -nextDown(storage, magnitude);
}
