// What an algorithm family promises about the mean and the variance of a row, before root and output.

import type { RowContext } from "./row-context.ts";

export interface MomentBound {
  /** e: |computed mean − μ|. */
  readonly meanError: number;
  /** Computed variance lies in [v − varianceDown, v + varianceUp]. */
  readonly varianceUp: number;
  readonly varianceDown: number;
  /** The computed variance cannot be negative. */
  readonly nonNegative: boolean;
  /** No sum, square or product on the way can overflow the accumulator. */
  readonly finite: boolean;
  /**
   * Error of the deviation that the output is formed from: shift (the same for every element) + slope·|x_i − reference|. Absent: shift is
   * the mean error, slope 0.
   */
  readonly deviation?: { readonly shift: number; readonly slope: number; readonly reference: "mean" | "first" };
  /** A bound on |mean error · computed rstd| that is sharper than the product of the two (two-pass on near-constant rows). */
  readonly meanErrorNormalised?: number;
}

/** A family: moments as a function of the row. */
export type Moments = (row: RowContext) => MomentBound;
