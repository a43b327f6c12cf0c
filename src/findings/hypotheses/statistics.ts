// Mean and variance as kernels compute them, traced. The sources of the formulas are in docs/bounds.md, families by family.

import type { StageId } from "../../contract/stage.ts";
import type { Recipe } from "./recipe.ts";
import type { Stage } from "./trace.ts";
import type { TracedArithmetic } from "./traced-arithmetic.ts";

export interface Statistics {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of the values in the way of the recipe; what it passes through is pushed to `stages`. */
export function statisticsOf(values: Float64Array, n: number, recipe: Omit<Recipe, "output">, arithmetic: TracedArithmetic, stages: Stage[]): Statistics {
  const raw = recipe.statistics === "welford" ? welford(values, n, arithmetic, stages) : bySums(values, n, recipe, arithmetic, stages);
  arithmetic.at("variance");
  const { mean, variance } = raw;
  if (recipe.clamp === undefined || variance >= 0) return raw;
  const clamped = Number.isNaN(variance) && recipe.clamp === "zero" ? variance : 0;
  stages[stages.length - 1] = { id: "variance", value: clamped };
  return { mean, variance: clamped };
}

function bySums(values: Float64Array, n: number, recipe: Omit<Recipe, "output">, arithmetic: TracedArithmetic, stages: Stage[]): Statistics {
  const divisor = recipe.divisor?.(n) ?? n;
  const centred = recipe.statistics !== "root-mean-square";
  if (!centred) stages.push({ id: "mean", value: 0 });
  const mean = centred ? meanOf(values, n, recipe, arithmetic, stages) : 0;
  const onePass = recipe.statistics === "one-pass" || recipe.statistics === "one-pass-of-sums";
  const [squaresId, sumId]: readonly [StageId, StageId] = onePass ? ["squares-of-x", "sum-of-squares-of-x"] : ["squares", "sum-of-squares"];
  const deviations = onePass
    ? values
    : values.map((x, i) => {
        arithmetic.at("deviations", i);
        const d = arithmetic.subtract(x, mean);
        return arithmetic.cast(d, recipe.deviationsIn);
      });
  const squares = deviations.map((d, i) => {
    arithmetic.at(squaresId, i);
    const square = arithmetic.multiply(d, d);
    return arithmetic.cast(square, recipe.squaresIn);
  });
  const sum = sumOf(squares, recipe, arithmetic, sumId);
  arithmetic.at("variance");
  const meanSquare = arithmetic.divide(sum, divisor);
  if (!onePass) stages.push({ id: "deviations", value: deviations });
  stages.push({ id: squaresId, value: squares }, { id: sumId, value: sum, terms: n });
  if (!onePass) {
    stages.push({ id: "variance", value: meanSquare });
    return { mean, variance: meanSquare };
  }
  if (recipe.statistics === "one-pass-of-sums") {
    const total = sumOf(values, recipe, arithmetic, "sum");
    arithmetic.at("variance");
    const left = arithmetic.subtract(sum, arithmetic.divide(arithmetic.multiply(total, total), n));
    const ofSums = arithmetic.divide(left, divisor);
    stages.push({ id: "variance", value: ofSums });
    return { mean, variance: ofSums };
  }
  stages.push({ id: "mean-square-of-x", value: meanSquare });
  const square = arithmetic.multiply(mean, mean);
  const variance = arithmetic.subtract(meanSquare, square);
  stages.push({ id: "variance", value: variance });
  return { mean, variance };
}

function meanOf(values: Float64Array, n: number, recipe: Omit<Recipe, "output">, arithmetic: TracedArithmetic, stages: Stage[]): number {
  const sum = sumOf(values, recipe, arithmetic, "sum");
  stages.push({ id: "sum", value: sum, terms: n });
  arithmetic.at("mean");
  const mean = arithmetic.divide(sum, n);
  const rounded = arithmetic.cast(mean, recipe.meanIn);
  stages.push({ id: "mean", value: rounded });
  return rounded;
}

function welford(values: Float64Array, n: number, arithmetic: TracedArithmetic, stages: Stage[]): Statistics {
  let mean = 0;
  let squares = 0;
  values.forEach((x, i) => {
    arithmetic.at("mean", i);
    const delta = arithmetic.subtract(x, mean);
    mean = arithmetic.add(mean, arithmetic.divide(delta, i + 1));
    arithmetic.at("sum-of-squares", i);
    squares = arithmetic.add(squares, arithmetic.multiply(delta, arithmetic.subtract(x, mean)));
  });
  arithmetic.at("variance");
  const variance = arithmetic.divide(squares, n);
  stages.push({ id: "mean", value: mean }, { id: "sum-of-squares", value: squares, terms: n }, { id: "variance", value: variance });
  return { mean, variance };
}

function sumOf(values: Float64Array, recipe: Omit<Recipe, "output">, arithmetic: TracedArithmetic, stage: StageId): number {
  const between = (from: number, to: number): number => {
    if (to - from === 1) return values[from];
    const middle = recipe.sums === "sequential" ? to - 1 : (from + to) >>> 1;
    const left = between(from, middle);
    const right = between(middle, to);
    arithmetic.at(stage, middle);
    return arithmetic.add(left, right);
  };
  if (values.length === 0) return 0;
  if (recipe.sums === "pairwise") return between(0, values.length);
  let sum = values[0];
  for (let i = 1; i < values.length; i++) {
    arithmetic.at(stage, i);
    sum = arithmetic.add(sum, values[i]);
  }
  return sum;
}
