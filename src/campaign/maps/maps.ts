// Where an implementation is right, as data: error over magnitude and κ, against κ and against n, on rows of its own that depend on the format only,
// so that maps of different implementations can be laid side by side.

import type { JsonNumber } from "../../findings/json-number.ts";

/** ok: an error can be given. The rest is what the worst row of the cell came to. */
export type CellState = "ok" | "overflow" | "nan" | "collapsed" | "failed";

export interface MapCell {
  /** Index into `magnitudes` and into `conditions`. */
  readonly magnitude: number;
  readonly condition: number;
  readonly state: CellState;
  /** Largest |y − exact| of the cell's rows, in ulps of the storage format at the row's largest |exact y|. */
  readonly ulps: JsonNumber;
  /** Largest error / tolerance; null where the contract promises nothing about any row of the cell. */
  readonly margin: JsonNumber | null;
}

/** A band of binades or octaves: 2^first ≤ value < 2^(last + 1). */
export interface MapBand {
  readonly first: number;
  readonly last: number;
}

/** The largest region that starts at κ = 1 and the format's smallest normal magnitudes and holds no worse error. */
export interface SafeRegion {
  readonly ulpsMax: number;
  /** log2 of the largest |x| and κ inside; null when there is no such region. */
  readonly magnitudeMax: number | null;
  readonly conditionMax: number | null;
  /** "within 2 ulp for |x| ≤ 2^14 and κ ≤ 1.2e4" */
  readonly sentence: string;
}

export interface ErrorMap {
  /** Columns of its rows. */
  readonly cols: number;
  readonly magnitudes: readonly MapBand[];
  readonly conditions: readonly MapBand[];
  /** Cells that hold a row of the format, in no order. */
  readonly cells: readonly MapCell[];
  readonly safe: readonly SafeRegion[];
}

export interface CurvePoint {
  /** κ, or n. */
  readonly at: number;
  /** Largest |y − exact| / max(|exact y|) over the rows; "NaN" where an output was not finite. */
  readonly error: JsonNumber;
  /** What the contract allows of the same; null where it promises nothing. */
  readonly bound: number | null;
}

export interface Maps {
  readonly map: ErrorMap;
  readonly againstCondition: readonly CurvePoint[];
  readonly againstLength: readonly CurvePoint[];
}
