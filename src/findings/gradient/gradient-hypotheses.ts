// What goes wrong in gradients, as data: mistakes in the formula of dx and of dγ and dβ, each with the name of its cause.

import type { Batch } from "../../oracle/row.ts";
import type { CauseId } from "../causes.ts";
import type { Setting } from "../hypotheses/hypothesis.ts";
import type { GradientRecipe } from "./gradient-recipe.ts";
import type { GradientStageId } from "./gradient-stage.ts";

/** What a hypothesis changes; of the statistics, the fields that it names. */
export type GradientChanges = Partial<Omit<GradientRecipe, "statistics">> & { readonly statistics?: Partial<GradientRecipe["statistics"]> };

export interface GradientHypothesis {
  /** kebab-case. */
  readonly id: string;
  /** The cause that it is; "by-loss": what was lost first decides. */
  readonly cause: CauseId | "by-loss";
  /** Completes "behaves exactly like …". */
  sentence(setting: Setting): string;
  /** Whether it differs from the right gradient in this setting at all; absent: always. */
  applies?(setting: Setting): boolean;
  changes(setting: Setting): GradientChanges;
  /** The stage that the mistake is made in, whatever comes of it later. Absent: it is looked for. */
  readonly at?: GradientStageId;
  /** A mistake in the last bit at most: it is told from a right gradient by bits alone. */
  readonly bitwise?: true;
}

const hasGamma: GradientHypothesis["applies"] = ({ batch }) => batch.gamma !== undefined;
const hasRows: GradientHypothesis["applies"] = ({ batch }) => batch.rows > 1;
const powerOfTwoAbove = (n: number) => 2 ** Math.ceil(Math.log2(n));
/** Rows of the tiles that reductions over rows work in. */
const tiles = [2, 4, 8, 16, 32, 64];

const simple = (id: string, cause: CauseId, sentence: string, changes: GradientChanges, applies?: GradientHypothesis["applies"]): GradientHypothesis => ({
  id,
  cause,
  sentence: () => sentence,
  changes: () => changes,
  ...(applies && { applies }),
});

const overNonzero = (n: number, g: Float64Array) => Math.max(1, g.reduce((count, value) => count + (value === 0 ? 0 : 1), 0) || n);

/** dy of a square batch, read along the other axis. */
function transposed({ dy, rows, cols }: Batch, r: number): Float64Array {
  return Float64Array.from({ length: cols }, (_, c) => dy![c * cols + (r % rows)]);
}

const termHypotheses: readonly GradientHypothesis[] = [
  simple("mean-gradient-forgotten", "mean-gradient-forgotten", "a gradient without the term mean(γ·dy): the mean is taken for a constant", { meanTerm: 0 }),
  simple("projection-forgotten", "projection-forgotten", "a gradient without the term x̂·mean(γ·dy·x̂): the variance is taken for a constant", { projectionTerm: 0 }),
  simple("both-terms-forgotten", "mean-terms-forgotten", "γ·dy·rstd alone: mean and variance are taken for constants", { meanTerm: 0, projectionTerm: 0 }),
  simple("projection-sign", "wrong-sign-in-gradient", "a gradient that adds x̂·mean(γ·dy·x̂) where it is to be subtracted", { projectionTerm: -1 }),
  simple("mean-gradient-sign", "wrong-sign-in-gradient", "a gradient that adds mean(γ·dy) where it is to be subtracted", { meanTerm: -1 }),
  simple("projection-over-n-minus-1", "gradient-divisor", "a gradient that divides Σγ·dy·x̂ by n − 1", { projectionDivisor: (n) => n - 1 }),
  simple("means-over-n-minus-1", "gradient-divisor", "a gradient that divides both sums by n − 1", { meanDivisor: (n) => n - 1, projectionDivisor: (n) => n - 1 }),
  simple("mean-gradient-over-n-minus-1", "gradient-divisor", "a gradient that divides Σγ·dy by n − 1", { meanDivisor: (n) => n - 1 }),
  simple("means-over-padded-length", "gradient-divisor", "a gradient that divides both sums by the padded length, a power of two", { meanDivisor: powerOfTwoAbove, projectionDivisor: powerOfTwoAbove }, ({ batch }) => powerOfTwoAbove(batch.cols) > batch.cols),
  simple("sums-not-divided", "gradient-divisor", "a gradient with Σγ·dy and Σγ·dy·x̂ in the place of their means", { meanDivisor: () => 1, projectionDivisor: () => 1 }, ({ batch }) => batch.cols > 1),
  simple("zero-gradients-not-counted", "gradient-divisor", "a gradient whose means are over the columns with a γ·dy that is not 0", { meanDivisor: overNonzero, projectionDivisor: overNonzero }),
  simple("projection-over-mean-square", "epsilon-projected-out", "a gradient that divides mean(γ·dy·x̂) by mean(x̂²), so that nothing is left along x̂", { projectionOverSquare: true }),
  simple("rstd-squared", "wrong-power-of-rstd", "a gradient with one factor 1/√(variance + ε) too many", { rstdPower: 2 }),
  simple("rstd-forgotten", "wrong-power-of-rstd", "a gradient without the factor 1/√(variance + ε)", { rstdPower: 0 }),
  simple("gamma-forgotten", "gamma-ignored-in-gradient", "a gradient that takes dy where γ·dy is meant", { gamma: "ignored" }, hasGamma),
  simple("gamma-forgotten-in-projection", "gamma-ignored-in-gradient", "a gradient that takes mean(dy·x̂) where mean(γ·dy·x̂) is meant", { gamma: "ignored-in-projection" }, hasGamma),
  simple("gamma-forgotten-in-mean", "gamma-ignored-in-gradient", "a gradient that takes mean(dy) where mean(γ·dy) is meant", { gamma: "ignored-in-mean" }, hasGamma),
  simple("gamma-twice", "gamma-twice-in-gradient", "a gradient that applies γ twice", { gamma: "twice" }, hasGamma),
  simple("dy-transposed", "wrong-axis", "a gradient that reads dy of a square batch along the other axis", { dy: transposed }, ({ batch }) => batch.rows === batch.cols && batch.rows > 1),
  simple("sums-carried-on", "row-mixing", "a gradient whose two sums begin at those of the row before", { carried: true }, ({ batch, row }) => batch.rows > 1 && row > 0),
  simple("gradient-clipped", "threshold", "a gradient that is clipped to ±1", { last: "clipped" }),
  simple("subnormals-flushed", "threshold", "a gradient whose subnormal values become 0", { last: "flushed" }),
  { ...simple("gradient-truncated", "gradient-not-to-nearest", "a gradient that is cut off, not rounded to nearest, when it is stored", { last: "truncated" }), bitwise: true },
  { ...simple("gradient-rounded-down", "gradient-not-to-nearest", "a gradient whose last product is rounded towards −∞", { last: "down" }), bitwise: true },
];

const parameterHypotheses: readonly GradientHypothesis[] = [
  simple("parameters-swapped", "parameters-swapped", "dγ and dβ exchanged", { parameters: { swapped: true } }),
  simple("dgamma-with-gamma", "parameter-with-gamma", "a dγ that is summed from γ·dy", { parameters: { gammaWithGamma: true } }, hasGamma),
  simple("dbeta-with-gamma", "parameter-with-gamma", "a dβ that is summed from γ·dy", { parameters: { betaWithGamma: true } }, hasGamma),
  simple("both-with-gamma", "parameter-with-gamma", "dγ and dβ that are summed from γ·dy", { parameters: { gammaWithGamma: true, betaWithGamma: true } }, hasGamma),
  simple("dgamma-averaged", "parameters-averaged", "a dγ that is divided by the number of rows", { parameters: { gammaDivisor: ({ rows }) => rows } }, hasRows),
  simple("dbeta-averaged", "parameters-averaged", "a dβ that is divided by the number of rows", { parameters: { betaDivisor: ({ rows }) => rows } }, hasRows),
  simple("parameters-averaged", "parameters-averaged", "dγ and dβ that are divided by the number of rows", { parameters: { gammaDivisor: ({ rows }) => rows, betaDivisor: ({ rows }) => rows } }, hasRows),
  simple("dgamma-of-deviations", "parameter-not-normalised", "a dγ that is summed from dy·(x − mean)", { parameters: { along: "deviations" } }),
  simple("dgamma-of-x", "parameter-not-normalised", "a dγ that is summed from dy·x", { parameters: { along: "x" } }),
  simple("parameters-negated", "wrong-sign-in-gradient", "dγ and dβ with the wrong sign", { parameters: { negated: true } }),
  ...tiles.flatMap((tile) => {
    const whole = (rows: number) => rows - (rows % tile);
    const which = [["dgamma", { gammaRows: whole }, "a dγ"], ["dbeta", { betaRows: whole }, "a dβ"], ["parameters", { gammaRows: whole, betaRows: whole }, "dγ and dβ"]] as const;
    return which.map(([name, parameters, words]) => simple(`${name}-of-whole-tiles-of-${tile}`, "rows-left-out", `${words} without the rows past the last multiple of ${tile}`, { parameters }, ({ batch }) => batch.rows % tile !== 0));
  }),
];

export const mistakenGradients: readonly GradientHypothesis[] = [...termHypotheses, ...parameterHypotheses];
