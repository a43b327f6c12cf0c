// Labels that say which part of the input space a row is from, so that reports and tests can count what was really generated.

import { exponentOf } from "../formats/exponent.ts";
import type { RowStatistics } from "../oracle/exact-answer.ts";

export interface Stratum {
  /** ⌊log2 max|x|⌋: the binade of the row; −Infinity for a row of zeros. */
  readonly magnitude: number;
  /** ⌊log2 κ⌋, at most `conditionMax`: how much of every value the variance cancels, in bits. */
  readonly condition: number;
}

/** κ beyond 2^64 is out of reach for rows of doubles up to 2^22 long, unless constant: those have this label. */
export const conditionMax = 64;

/** The stratum of a row. */
export function stratumOf({ magnitudeMax, conditionNumber }: RowStatistics): Stratum {
  const condition = conditionNumber < Infinity ? exponentOf(conditionNumber) : conditionMax;
  return { magnitude: exponentOf(magnitudeMax), condition: Math.min(condition, conditionMax) };
}
