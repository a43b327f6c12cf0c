// The rows of the maps: for a magnitude and a condition number one row of each of six shapes, since a map of normal noise alone would call safe what a
// single outlier breaks. All are hard in a way of their own: noise, two values in any split, one value apart from all others, alternation, a
// ramp, and small steps on a grid (or, where κ is near 1, a first value that all later ones are lost beside).

import { powerOfTwo } from "../../formats/exponent.ts";
import type { Format } from "../../formats/format.ts";
import { nextDown } from "../../formats/neighbours.ts";
import type { Random } from "../../rows/family.ts";

export const shapes = ["noise", "two-values", "outlier", "alternating", "ramp", "steps"] as const;
export type Shape = (typeof shapes)[number];

export interface MapRowOptions {
  readonly n: number;
  /** Binade of the largest |x|. */
  readonly exponent: number;
  /** √(1 + μ²/v), without ε: what is wanted. Infinity: a constant row. */
  readonly conditionNumber: number;
  readonly shape: Shape;
}

/** Below this κ the deviations may be larger than the mean, and the row is made around its mean; above, from its largest value down. */
const offsetMin = 8;

/**
 * A row of n ≥ 2 values of the format. Its κ is about the one wanted where the format is fine enough for the shape; two values and an outlier keep at
 * least one step, so that they are the last to become constant.
 */
export function mapRow(format: Format, options: MapRowOptions, random: Random): Float64Array {
  const { n, conditionNumber, shape } = options;
  const largest = largestValue(format, options.exponent, random);
  const sign = random.sign();
  if (conditionNumber === Infinity) return new Float64Array(n).fill(sign * largest);
  if (shape === "steps" && conditionNumber < 2) return swallowed(format, n, sign * largest, random);
  const deviations = standardised(pattern(shape, n, random));
  const offset = Math.sqrt(conditionNumber * conditionNumber - 1);
  if (conditionNumber < offsetMin) {
    const values = deviations.map((deviation) => offset + deviation);
    const size = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    return values.map((value) => sign * format.round((value / size) * largest));
  }
  const top = deviations.reduce((max, value) => Math.max(max, value), -Infinity);
  const step = largest - nextDown(format, largest);
  const atLeast = shape === "two-values" || shape === "outlier" || shape === "alternating" ? step : 0;
  // Differences, not quotients: κ may be beyond what a double's fraction holds.
  const unit = largest / (offset + top);
  return deviations.map((deviation) => {
    const below = (top - deviation) * unit;
    return sign * format.round(largest - (below > 0 ? Math.max(below, atLeast) : 0));
  });
}

/** In the binade of 2^exponent, which may be one of subnormal numbers: the power of two, the last value of the binade, or any. */
function largestValue(format: Format, exponent: number, random: Random): number {
  const power = powerOfTwo(exponent);
  const choice = random.integer(0, 3);
  if (choice === 0) return power;
  // Above the last binade there is nothing to step down from.
  if (choice === 1) return exponent === format.exponentMax ? format.maxFinite : nextDown(format, 2 * power);
  const rounded = format.round((1 + random.fraction()) * power);
  return Math.min(rounded, exponent === format.exponentMax ? format.maxFinite : nextDown(format, 2 * power));
}

function pattern(shape: Shape, n: number, random: Random): Float64Array {
  switch (shape) {
    case "noise":
      return Float64Array.from({ length: n }, () => random.normal());
    case "two-values":
      return twoValued(n, random.integer(1, n - 1), random);
    case "outlier":
      return twoValued(n, random.chance(1 / 2) ? 1 : n - 1, random);
    case "alternating":
      return Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1));
    case "ramp":
      return Float64Array.from({ length: n }, (_, i) => i);
    case "steps":
      return Float64Array.from({ length: n }, () => random.integer(0, 3));
  }
}

/** `above` ones in random places, the rest 0. */
function twoValued(n: number, above: number, random: Random): Float64Array {
  const values = new Float64Array(n).fill(1, 0, above);
  for (let i = n - 1; i > 0; i--) {
    const k = random.integer(0, i);
    [values[i], values[k]] = [values[k]!, values[i]!];
  }
  return values;
}

/** With mean 0 and variance 1; where all are the same, one is moved. */
function standardised(values: Float64Array): Float64Array {
  if (values.every((value) => value === values[0])) values[0] += 1;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

/** One value, then others around half its ulp: a sequential sum drops or doubles each of them, which is how the bound of the mean is attained. */
function swallowed(format: Format, n: number, first: number, random: Random): Float64Array {
  const spacing = Math.abs(first) * format.unitRoundoff;
  return Float64Array.from({ length: n }, (_, i) => (i === 0 ? first : Math.sign(first) * format.round(spacing * (1 + random.fraction()))));
}
