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
  const { gammaIn, betaIn, gammaRows, betaRows, gammaDivisor, betaDivisor, gammaWithGamma, betaWithGamma, along = "normalised", swapped, negated } = recipe.parameters ?? {};
  const { round } = recipe.statistics.format;
  // Rounded once, whatever the format: twice is not the same.
  const add = (sum: number, term: number, narrow = recipe.statistics.format) => narrow.round(sum + narrow.round(term));
  const [dgamma, dbeta] = [new Float64Array(cols), new Float64Array(cols)];
  const divided = (value: number, divisor: ((batch: Batch) => number) | undefined) => (divisor === undefined ? value : round(value) / divisor(batch));
  for (let r = 0; r < rows; r++) {
    const { x } = rowOf(batch, r);
    const seen = recipe.dy?.(batch, r) ?? batch.dy!.subarray(r * cols, (r + 1) * cols);
    const { normalised, mean } = evaluateGradient(batch, r, recipe, storage, prepare(batch, r, recipe.statistics));
    for (let j = 0; j < cols; j++) {
      const dy = seen[j];
      const scaled = gamma === undefined ? dy : round(dy * gamma[j]);
      const factor = along === "normalised" ? normalised[j] : along === "x" ? x[j] : round(x[j] - mean);
      if (r < (gammaRows?.(rows) ?? rows)) dgamma[j] = add(dgamma[j], divided((gammaWithGamma ? scaled : dy) * factor, gammaDivisor), gammaIn);
      if (r < (betaRows?.(rows) ?? rows)) dbeta[j] = add(dbeta[j], divided(betaWithGamma ? scaled : dy, betaDivisor), betaIn);
    }
  }
  const sign = negated ? -1 : 1;
  const [first, second] = [dgamma, dbeta].map((values) => values.map((value) => storage.round(sign * value)));
  return swapped ? { dgamma: second, dbeta: first } : { dgamma: first, dbeta: second };
}
