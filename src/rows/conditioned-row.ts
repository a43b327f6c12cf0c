// A row with a chosen condition number, for measurements along κ: normal noise on an offset, as the format can hold it. Everything else that makes
// rows hard (outliers, overflow, a variance about ε) is left to the families.

import type { Format } from "../formats/format.ts";
import { exactAnswer } from "../oracle/exact.ts";
import type { Random } from "./family.ts";

export interface ConditionedRowOptions {
  readonly n: number;
  /** κ ≥ 1, the one that is wanted. */
  readonly conditionNumber: number;
  readonly eps: number;
}

/** How far κ may be from what was asked for: rounding to a narrow format moves it. */
const deviationMax = 0.1;

/**
 * n ≥ 2 values of the format, with a standard deviation between 1 and 4 and a condition number within a tenth of the one given. Undefined where rounding
 * into the format left another κ: near the format's precision most draws are refused, beyond it all are.
 */
export function conditionedRow({ round, maxFinite }: Format, { n, conditionNumber, eps }: ConditionedRowOptions, random: Random): Float64Array | undefined {
  const deviation = 1 + 3 * random.next();
  const offset = random.sign() * deviation * Math.sqrt(conditionNumber * conditionNumber - 1);
  const noise = standardised(Float64Array.from({ length: n }, () => random.normal()));
  const x = noise.map((value) => round(offset + deviation * value));
  if (!x.every((value) => Math.abs(value) <= maxFinite)) return undefined;
  const reached = exactAnswer({ x, eps })?.statistics.conditionNumber ?? Infinity;
  return Math.abs(reached / conditionNumber - 1) <= deviationMax ? x : undefined;
}

/** With mean 0 and variance 1, so that the offset alone decides κ: of few values the sample's own mean would. */
function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}
