// How every property answers: holds with a margin, violated with the evidence, or skipped because it does not apply.

import type { Tolerance } from "../bounds/row-bound.ts";

export interface Holds {
  readonly kind: "holds";
  /** Worst error / tolerance, 0 ≤ margin ≤ 1. Exact properties hold with margin 0. */
  readonly margin: number;
  /** The row of the worst error; absent: the first, or none in particular. */
  readonly row?: number;
}

export interface Violated {
  readonly kind: "violated";
  /** error / tolerance > 1, or Infinity (non-finite, or an exact property). */
  readonly margin: number;
  /** Row and column of the evidence. column is −1 when the evidence is about the whole row. */
  readonly row: number;
  readonly column: number;
  readonly observed: number;
  /** What it should have been; undefined when there is no single value ("finite"). */
  readonly expected?: number;
  readonly tolerance: Tolerance;
  /** One line: what is wrong, in words a stranger understands. */
  readonly message: string;
  /** Index into the derived calls when the evidence is in one of them; absent: the call itself. */
  readonly derived?: number;
}

export interface Skipped {
  readonly kind: "skip";
}

export type Verdict = Holds | Violated | Skipped;

export const skip: Skipped = { kind: "skip" };
export const holdsExactly: Holds = { kind: "holds", margin: 0 };
