// A part computed in a narrower format than the accumulator: the same code, another rounding.

import { correct, type KernelRow, type Parts, type Round } from "./layer-norm.ts";

/** The row with `round` in place of the accumulator's rounding. */
export function roundedBy(row: KernelRow, round: Round): KernelRow {
  return { ...row, eps: round(row.eps), round };
}

/** Every operation of a two-pass kernel rounded so. */
export function everyOperation(round: Round): Parts {
  return {
    mean: (row) => correct.mean(roundedBy({ ...row, n: round(row.n) }, round)),
    variance: (row, mean) => correct.variance(roundedBy({ ...row, n: round(row.n) }, round), mean),
    rstd: (variance, row) => correct.rstd(variance, roundedBy(row, round)),
    normalised: (row, i, statistics) => correct.normalised(roundedBy(row, round), i, statistics),
    affine: (row, i, normalised) => correct.affine(roundedBy(row, round), i, normalised),
  };
}
