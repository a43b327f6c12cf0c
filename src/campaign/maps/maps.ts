// Where an implementation is right, as data: error over magnitude and κ, against κ and against n, on rows of its own that depend on the format only,
// so that maps of different implementations can be laid side by side.

import type { JsonNumber } from "../../findings/json-number.ts";

/**
 * What became of a cell, as one letter: " " no row of the format lies there, "." errors can be given; else what its worst row came to: "z" every
 * output is its β although the row has an answer, "i" ±Infinity, "n" NaN, "f" no outputs at all (it threw, or answered with another length).
 */
export type CellState = " " | "." | "z" | "i" | "n" | "f";

/** A band of binades or octaves: 2^first ≤ value < 2^(last + 1); without `last` it takes in all that is beyond. */
export interface MapBand {
  readonly first: number;
  readonly last?: number | undefined;
}

/** The rectangle of bands that holds most cells, from κ = 1 and the smallest magnitudes on, in which no error is larger. */
export interface SafeRegion {
  readonly ulpsMax: number;
  /** "2 ulp", "0.001" */
  readonly label: string;
  /** Bands of the map inside: 0 ≤ magnitude < magnitudes, 0 ≤ condition < conditions. Both 0 when there is no such region. */
  readonly magnitudes: number;
  readonly conditions: number;
  /** "within 2 ulp for |x| < 2^15 (32768) and κ < 2^13 (8192), on 4032 rows" */
  readonly sentence: string;
}

/** Grids are read as grid[condition][magnitude]. */
export interface ErrorMap {
  /** Columns of its rows, and how many rows were tried. */
  readonly cols: number;
  readonly rows: number;
  readonly magnitudes: readonly MapBand[];
  readonly conditions: readonly MapBand[];
  /** A text for each band of κ, a CellState for each band of magnitude. */
  readonly states: readonly string[];
  /** Largest error of the cell's rows, in ulps of the storage format at the scale of the row's output; null where there is none to give, the largest double for what exceeds it. */
  readonly ulps: readonly (readonly (number | null)[])[];
  /** Largest error / tolerance; null where the contract promises nothing about any row of the cell. */
  readonly margins: readonly (readonly (JsonNumber | null)[])[];
  readonly safe: readonly SafeRegion[];
}

export interface CurvePoint {
  /** κ of the worst row, or n. */
  readonly at: number;
  /** Largest |y − exact| over the scale of the row's output, of all rows near `at`; "NaN" where an output was not finite. */
  readonly error: JsonNumber;
  /** The most that the contract allows one of those rows; null where it promises nothing about one of them. */
  readonly bound: number | null;
}

export interface Maps {
  /** The storage format, which all axes follow from. */
  readonly format: string;
  readonly map: ErrorMap;
  /** Rows of `cols` values. */
  readonly againstCondition: readonly CurvePoint[];
  /** Rows of κ < 2; a single point where the number of columns is built in. */
  readonly againstLength: readonly CurvePoint[];
}
