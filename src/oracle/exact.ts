// The oracle: what LayerNorm of a row is, whatever the implementation.

import { certifiedAnswer } from "./certified.ts";
import type { ExactAnswer } from "./exact-answer.ts";
import { integerAnswer } from "./integer.ts";
import type { Row } from "./row.ts";

/**
 * The exact answer for a row of n ≥ 1 values: in certified double-double arithmetic where that suffices, else in integers.
 * Undefined when x, γ or β holds NaN or ±Infinity, or when v + ε = 0. Throws a RangeError for a malformed row: no values, γ or β of
 * another length, or ε negative or not finite.
 */
export function exactAnswer(row: Row): ExactAnswer | undefined {
  const { x, eps, gamma, beta } = row;
  if (x.length === 0) throw new RangeError("a row needs at least one value, but x is empty");
  if (!(eps >= 0 && eps < Infinity)) throw new RangeError(`eps is ${eps}: it must be a finite number ≥ 0`);
  if (gamma !== undefined && gamma.length !== x.length) throw new RangeError(`gamma has ${gamma.length} values for ${x.length} columns`);
  if (beta !== undefined && beta.length !== x.length) throw new RangeError(`beta has ${beta.length} values for ${x.length} columns`);
  return certifiedAnswer(row) ?? integerAnswer(row);
}
