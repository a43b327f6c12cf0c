// The intermediate results of one evaluation, in the order in which a kernel makes them, so that the first bad one can be named.

import type { Loss } from "./traced-arithmetic.ts";

/** What a stage's value stands for: it says which exact value it is compared with, and how an error in it reaches y. */
export type StageKind = "mean" | "variance" | "epsilon" | "total" | "rstd" | "normalised";

export interface Stage {
  readonly name: string;
  readonly kind: StageKind;
  /** One value, or one per column. */
  readonly value: number | Float64Array;
  /** A sum is kept divided by its number of terms, to be compared with a mean; this brings the sum back. */
  readonly terms?: number;
}

export interface Trace {
  /** The outputs, in the storage format. */
  readonly y: Float64Array;
  readonly stages: readonly Stage[];
  readonly losses: readonly Loss[];
}
