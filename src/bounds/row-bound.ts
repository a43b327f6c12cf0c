// What a contract promises about one row: the largest error of every output, and the intermediate bounds that properties and
// reports use. Everything is proved for round-to-nearest-even; see docs/bounds.md for the derivations.

/** One summand of a tolerance, for people: "mean" 3.1e-7. */
export interface ToleranceTerm {
  readonly label: string;
  readonly value: number;
}

/** A bound with its derivation. */
export interface Tolerance {
  /** Absolute, in the units of y. 0 means bitwise (value) equality. */
  readonly value: number;
  /** Where the value comes from; the terms add up to about the value. Empty for exact properties. */
  readonly terms: readonly ToleranceTerm[];
  /** The statement that derives it, e.g. "two-pass, any order, n = 3, κ = 1.7, u = 2^-24". */
  readonly source: string;
}

export interface RowBound {
  /** E_i: |observed_i − exact_i| ≤ E_i, storage rounding included. Infinity where nothing is promised. */
  readonly errors: Float64Array;
  /** The finite predicate: no intermediate result can overflow, so outputs must be finite. */
  readonly finite: boolean;
  /** The bound still says something: E_i is below a quarter of the output's own scale, for every i. */
  readonly informative: boolean;
  /** e: |computed mean − μ|. */
  readonly meanError: number;
  /** er: bound of the mean's error after division by the standard deviation (shifts every x̂ alike). */
  readonly meanErrorNormalised: number;
  /** Computed rstd lies in r·[1 − rstdErrorDown, 1 + rstdErrorUp]. */
  readonly rstdErrorUp: number;
  readonly rstdErrorDown: number;
  /** |Σ ŷ_i| ≤ this (rows without affine). */
  readonly sumError: number;
  /** mean ŷ_i² lies in v/(v + ε) + [−meanSquareDown, meanSquareUp] (rows without affine). */
  readonly meanSquareDown: number;
  readonly meanSquareUp: number;
  /** Derivation of E_i. */
  explain(i: number): Tolerance;
}
