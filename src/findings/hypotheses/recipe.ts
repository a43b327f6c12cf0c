// A LayerNorm as a recipe: which formula, in which format, with which mistake. A hypothesis about a kernel is a recipe that differs
// from the right one in a field or two.

import type { Format } from "../../formats/format.ts";
import type { Batch } from "../../oracle/row.ts";

export interface Recipe {
  /** Format of every operation. */
  readonly format: Format;
  readonly statistics: "two-pass" | "one-pass" | "one-pass-of-sums" | "welford" | "root-mean-square";
  /** Order of the sums. */
  readonly sums: "sequential" | "pairwise";
  /** (x − m)·r, (x − m)/s, x·r − m·r, x·(γr) + (β − m·γr), or x·r + (−m·r) and γ·x̂ + β by fused multiply-adds. */
  readonly output: "multiply" | "divide" | "expanded" | "folded" | "fused";
  /** "zero": negative variances become 0. "zero-and-nan": so do NaNs, as fmax(NaN, 0) does. */
  readonly clamp?: "zero" | "zero-and-nan";
  /** Where ε goes ("root-outside": √variance + √ε); a number is used in the place of the given ε. */
  readonly epsilon?: "outside" | "root-outside" | "dropped" | "maximum" | number;
  /** Formats that single results, and x, γ and β, are rounded to on top of `format`. */
  readonly inputIn?: Format;
  readonly deviationsIn?: Format;
  readonly rstdIn?: Format;
  readonly epsilonIn?: Format;
  readonly meanIn?: Format;
  readonly squaresIn?: Format;
  readonly normalisedIn?: Format;
  /** What the sum of squares is divided by. */
  readonly divisor?: (n: number) => number;
  /** Number of elements that the statistics see, of n: fewer skip the last ones, more count zeros. */
  readonly lanes?: (n: number) => number;
  /** The values that the statistics are taken of; absent: the row. */
  readonly sample?: (batch: Batch, row: number) => Float64Array;
  /** γ and β as the kernel sees them; absent: as given. */
  readonly gamma?: (gamma: Float64Array, beta: Float64Array | undefined) => Float64Array | undefined;
  readonly beta?: (beta: Float64Array, gamma: Float64Array | undefined) => Float64Array | undefined;
  /** γ(x̂ + β). */
  readonly betaFirst?: boolean;
}
