// A fault: a LayerNorm that is wrong on purpose, with what must come of it. Faults are how the suite proves that it bites: which property
// has to catch each of them, and how small a row has to show it.

import type { LayerNormImplementation } from "./implementation.ts";

/** What kind of mistake it is; the order is that of the kill matrix. */
export type FaultGroup = "variance" | "precision" | "epsilon" | "affine" | "shape" | "special" | "state" | "batch" | "backward";

/** What shrinking must come to, or to less: which of several smallest rows it ends at hangs on where it began. */
export interface Minimum {
  /** Rows of the batch; default 1. */
  readonly rows?: number;
  readonly cols: number;
  /** All values, row-major, where the minimum is unique. */
  readonly x?: readonly number[];
}

export interface Fault {
  /** kebab-case, equal to the file's name, and the id of the implementation. */
  readonly id: string;
  readonly group: FaultGroup;
  /** One line: what is wrong, and where it was seen. */
  readonly description: string;
  /** The property that must catch it, by id, whatever else does. */
  readonly property: string;
  /** What the counterexample of that property must shrink to. */
  readonly minimum: Minimum;
  /** A fresh implementation: faults of state must not carry theirs from one run into the next. */
  create(): LayerNormImplementation;
}
