// dγ and dβ of a batch by a gradient recipe: sums over rows, one after the other.

import type { Format } from "../../formats/format.ts";
import { type Batch, rowOf } from "../../oracle/row.ts";
import { prepare } from "../hypotheses/evaluate.ts";
import { evaluateGradient } from "./evaluate-gradient.ts";
import type { GradientRecipe } from "./gradient-recipe.ts";

export interface EvaluatedParameters {
  readonly dgamma: Float64Array;
  readonly dbeta: Float64Array;
}

export function evaluateParameters(batch: Batch, recipe: GradientRecipe, storage: Format): EvaluatedParameters {
  const { rows, cols, gamma } = batch;
  const { sumsIn, gammaRows, betaRows, gammaDivisor, betaDivisor, gammaWithGamma, betaWithGamma, along = "normalised", swapped, negated } = recipe.parameters ?? {};
  const { round } = recipe.statistics.format;
  const narrow = (sum: number) => sumsIn?.round(sum) ?? sum;
  const [dgamma, dbeta] = [new Float64Array(cols), new Float64Array(cols)];
  const divided = (value: number, divisor: ((batch: Batch) => number) | undefined) => (divisor === undefined ? value : round(value / divisor(batch)));
  for (let r = 0; r < rows; r++) {
    const { x } = rowOf(batch, r);
    const { normalised, mean } = evaluateGradient(batch, r, recipe, storage, prepare(batch, r, recipe.statistics));
    for (let j = 0; j < cols; j++) {
      const dy = batch.dy![r * cols + j];
      const scaled = gamma === undefined ? dy : round(dy * gamma[j]);
      const factor = along === "normalised" ? normalised[j] : along === "x" ? x[j] : round(x[j] - mean);
      if (r < (gammaRows?.(rows) ?? rows)) dgamma[j] = narrow(round(dgamma[j] + divided(narrow(round((gammaWithGamma ? scaled : dy) * factor)), gammaDivisor)));
      if (r < (betaRows?.(rows) ?? rows)) dbeta[j] = narrow(round(dbeta[j] + divided(betaWithGamma ? scaled : dy, betaDivisor)));
    }
  }
  const sign = negated ? -1 : 1;
  const [first, second] = [dgamma, dbeta].map((values) => values.map((value) => storage.round(sign * value)));
  return swapped ? { dgamma: second, dbeta: first } : { dgamma: first, dbeta: second };
}
