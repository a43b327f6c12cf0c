// What an implementation promises, as far as the mathematics needs to know: which formats it stores and accumulates in, and which
// algorithm it is. Bounds are functions of a row and this.

import type { Format } from "../formats/format.ts";
import type { ArithmeticId } from "./arithmetic.ts";

/**
 * - `stable`: any of two-pass (any order of summation), corrected two-pass, Welford, Chan merges; any output form. The default.
 * - the others promise exactly their own bound (docs/bounds.md).
 */
export type Algorithm = "stable" | "two-pass" | "corrected-two-pass" | "shifted" | "one-pass" | "welford" | "chan";

/** How sums are formed: `any` order and tree (height n − 1), or something that promises more. `height` is of the summation tree. */
export type Summation = "any" | "sequential" | "pairwise" | "kahan" | { readonly height: number };

/**
 * How the output is formed from mean and rstd (NUMERICS A1–A4): `centred` (x − m)·r or (x − m)/s; `expanded` x·r − m·r;
 * `folded` x·(γr) + (β − m·γr); `any` of them.
 */
export type OutputForm = "any" | "centred" | "expanded" | "folded";

/**
 * How dx is formed (NUMERICS B1–B3), g = γ·dy: `means` r(g − c1 − x̂·c2); `sums` (r/n)(n·g − Σg − x̂·Σg·x̂); `folded` r·g + b·x + c with the
 * cancellation Σg·μ − Σg·x in b (PyTorch on CPUs), which costs κ² as a one-pass variance does. `stable`: one of the first two; `any` of the three.
 */
export type GradientForm = "stable" | "any" | "means" | "sums" | "folded";

export interface Contract {
  /** Format of x, γ, β and y. */
  readonly storage: Format;
  /** Format of every intermediate result; holds every storage value exactly. */
  readonly accumulator: Format;
  readonly algorithm: Algorithm;
  readonly summation: Summation;
  readonly output: OutputForm;
  /** How operations round. Absent: ieee. */
  readonly arithmetic?: ArithmeticId | undefined;
  /** Absent: stable. */
  readonly gradient?: GradientForm | undefined;
}
