// A computation stage by stage beside the exact one, as data: what the kernel had at each stage, what it should have had, how many bits
// were lost there, and the stage that lost them first.

import type { JsonNumber } from "./json-number.ts";

/** In the order of a two-pass evaluation; a one-pass one has the sums of x² instead of those of the deviations. */
export type StageId = "sum" | "mean" | "deviations" | "squares" | "sum-of-squares" | "variance" | "epsilon" | "total" | "rstd" | "normalised" | "affine";

export interface StageRow {
  readonly stage: StageId;
  /** "Σ(x − mean)²" */
  readonly label: string;
  /** Decimal: one value, or one per column. */
  readonly own: string | readonly string[];
  /** Decimal, of the exact stage; absent where an exact evaluation has no such stage. */
  readonly exact?: string | readonly string[] | undefined;
  /** Bits of the significand that are wrong, at the worst column: 0 (at most half an ulp of the format that the stage is held in) to its precision. */
  readonly bitsLost?: JsonNumber | undefined;
  /** "131008 passes 65504, the largest fp16 number" */
  readonly loss?: string | undefined;
  /** The stage that lost it. */
  readonly first?: true | undefined;
}

export interface StageTable {
  /**
   * observed: the implementation told its own values. matched: those of a model that gives the same outputs bit for bit. inferred: those of
   * the declared algorithm, which need not be the implementation's.
   */
  readonly source: "observed" | "matched" | "inferred";
  /** One line: whose values these are. */
  readonly whose: string;
  /** Precision in bits of the format that stages are held in. */
  readonly precision: number;
  readonly stages: readonly StageRow[];
}
