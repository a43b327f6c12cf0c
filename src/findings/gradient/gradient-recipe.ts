// A backward pass as a recipe: which statistics it works with, which form of dx, in which format, with which mistake. A hypothesis about a gradient is a
// recipe that differs from the right one in a field or two.

import type { Format } from "../../formats/format.ts";
import type { Batch } from "../../oracle/row.ts";
import type { Recipe } from "../hypotheses/recipe.ts";

export interface GradientRecipe {
  /** How mean and rstd come about; its format is that of every operation. */
  readonly statistics: Omit<Recipe, "output">;
  /** x̂ = (x − mean)·rstd, or (x − mean)/√(variance + ε). */
  readonly normalised: "multiply" | "divide";
  /** As in the contract. variance: r(g − c1) − (x − mean)·r³·(c2/r), by way of the gradient of the variance, as the first papers have it. */
  readonly form: "means" | "sums" | "folded" | "variance";
  /** Formats that what the forward pass saves is rounded to, once it is finished. */
  readonly saved?: { readonly mean?: Format; readonly rstd?: Format; readonly normalised?: Format };
  /** Formats that single results are rounded to on top of the format of everything. */
  readonly incomingIn?: Format;
  readonly sumsIn?: Format;
  readonly meansIn?: Format;
  readonly cubeIn?: Format;
  /** Where γ is left out or applied twice; absent: g = γ·dy everywhere. */
  readonly gamma?: "ignored" | "ignored-in-mean" | "ignored-in-projection" | "twice";
  /** Factors of the two mean terms; absent: 1. */
  readonly meanTerm?: 0 | -1;
  readonly projectionTerm?: 0 | -1;
  /** What the two sums are divided by; absent: n. */
  readonly meanDivisor?: (n: number, g: Float64Array) => number;
  readonly projectionDivisor?: (n: number, g: Float64Array) => number;
  /** c2 is divided by mean x̂², which is not 1 while there is an ε. */
  readonly projectionOverSquare?: true;
  /** The power of rstd in dx; absent: 1. */
  readonly rstdPower?: 0 | 2;
  /** What becomes of dx at the very end; absent: it is rounded to nearest. */
  readonly last?: "down" | "truncated" | "flushed" | "clipped";
  /** The incoming gradient that the row sees; absent: its own. */
  readonly dy?: (batch: Batch, row: number) => Float64Array;
  /** The sums of the row before are still there, those of the first row excepted. */
  readonly carried?: true;
  /** How dγ and dβ come about; absent: rightly. */
  readonly parameters?: ParameterRecipe;
}

export interface ParameterRecipe {
  /** Formats of the partial sums; absent: that of everything. */
  readonly gammaIn?: Format;
  readonly betaIn?: Format;
  /** How many rows are counted; absent: all. Those that are left out are the last ones. */
  readonly gammaRows?: (rows: number) => number;
  readonly betaRows?: (rows: number) => number;
  /** What the sums are divided by; absent: 1. */
  readonly gammaDivisor?: (batch: Batch) => number;
  readonly betaDivisor?: (batch: Batch) => number;
  /** γ·dy in the place of dy. */
  readonly gammaWithGamma?: true;
  readonly betaWithGamma?: true;
  /** x − mean, or x, in the place of x̂. */
  readonly along?: "deviations" | "x";
  readonly swapped?: true;
  readonly negated?: true;
}
