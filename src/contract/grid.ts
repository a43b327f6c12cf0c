// The grid that the values of a row lie on, and what follows for the smallest numbers that can come up while the row is normalised:
// the conditions under which relations are exact.

import { exponentOf, powerOfTwo } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import { significandBits } from "../formats/significand.ts";

/** The largest power of two q such that every value is a multiple of q; Infinity for zeros only. Values must be finite. */
export function gridOf(values: Float64Array): number {
  let grid = Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === 0) continue;
    // Most rows repeat one grid: a multiple of it needs no closer look.
    if (grid < Infinity && Number.isInteger(value / grid)) continue;
    grid = Math.min(grid, powerOfTwo(exponentOf(value) - significandBits(value) + 1));
  }
  return grid;
}

/**
 * A lower bound for every nonzero difference x − m, and every nonzero running mean m, that a sum, Welford's recurrence or a merge
 * forms in a format with unit roundoff u, for n values on a grid q: u·q/n².
 *
 * A mean is either at least q/n, or it is what is left where larger ones of size ≥ q/n cancel, a multiple of their last place, ≥ u·q/n.
 * Zeros that follow reduce it by k/(k + 1) each, by 1/n in all; then the next nonzero value, ≥ q, lifts it again. A value minus
 * a mean next to it is a multiple of the last place of the mean, ≥ u·q; zero minus a mean is the mean.
 */
export function smallestDifference(grid: number, n: number, { unitRoundoff }: Format): number {
  return (unitRoundoff * grid) / n / n;
}
