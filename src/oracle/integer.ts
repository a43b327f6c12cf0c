// The oracle of last resort, and the audit of the fast one: exact integer arithmetic over the whole range of doubles, every output
// correctly rounded.

import { fp64 } from "../formats/fp64.ts";
import { bitLength, dyadicOf, ratioToDouble, toDouble } from "./dyadic.ts";
import type { ExactAnswer, RowStatistics } from "./exact-answer.ts";
import { type IntegerRow, type InverseRoot, integerRow, inverseRoot } from "./integer-row.ts";
import { enclosure, nearestOutput, outputOf, plus } from "./nearest-output.ts";
import type { Row } from "./row.ts";

/** 1/√W is known to a relative 2^-128: y + yLow is then limited by the 107 bits of two doubles. */
const bits = 128;

/**
 * The exact answer with y the correctly rounded double (±Infinity beyond the range of doubles, with yError Infinity), for every
 * finite row. Undefined when x, γ or β holds NaN or ±Infinity, or when v + ε = 0.
 */
export function integerAnswer(row: Row): ExactAnswer | undefined {
  const { gamma, beta } = row;
  if ((gamma && !gamma.every(Number.isFinite)) || (beta && !beta.every(Number.isFinite))) return undefined;
  const integers = integerRow(row);
  if (integers === undefined) return undefined;
  const n = row.x.length;
  const inverse = inverseRoot(integers, bits);
  const { unit, half } = integers;
  const normalised = new Float64Array(n);
  const y = new Float64Array(n);
  const yLow = new Float64Array(n);
  const yError = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    normalised[i] = toDouble(integers.deviations[i] * inverse.root, unit - half - inverse.places);
    const output = outputOf(integers, i, { gamma: gamma?.[i] ?? 1, beta: beta?.[i] ?? 0 });
    const interval = enclosure(output, inverse);
    const low = toDouble(interval.low, interval.exponent);
    const decided = low === toDouble(interval.low + interval.width, interval.exponent);
    const nearest = decided ? low : nearestOutput(fp64, output, integers, inverse);
    y[i] = nearest;
    if (!Number.isFinite(nearest)) {
      yError[i] = Infinity;
      continue;
    }
    const { integer, exponent } = dyadicOf(-nearest);
    const rest = plus(interval, { integer, exponent });
    yLow[i] = toDouble(rest.low, rest.exponent);
    yError[i] = upperBound(rest.width, rest.exponent) + roundingError(rest.low, yLow[i]);
  }
  return {
    statistics: statisticsOf(integers, inverse),
    rstd: toDouble(integers.n * inverse.root, -half - inverse.places),
    normalised,
    y,
    yLow,
    yError,
    path: "integer",
  };
}

/** width · 2^exponent as a double that is not below it. */
function upperBound(width: bigint, exponent: number): number {
  return width === 0n ? 0 : toDouble(width, exponent) * (1 + 2 ** -50) + fp64.minSubnormal;
}

/** At least what rounding an integer times a power of two to this double has lost. */
function roundingError(integer: bigint, rounded: number): number {
  const exact = integer === 0n || (bitLength(integer) <= 53 && Math.abs(rounded) >= fp64.minNormal);
  return exact ? 0 : Math.abs(rounded) * fp64.unitRoundoff + fp64.minSubnormal;
}

function statisticsOf(integers: IntegerRow, inverse: InverseRoot): RowStatistics {
  const { n, unit, sum, squares, variance, shifted, half } = integers;
  const mean = ratioToDouble(sum, n, unit);
  const deviations = Float64Array.from(integers.deviations, (deviation) => ratioToDouble(deviation, n, unit));
  const squareRatio = ratioToDouble(sum * sum, shifted, 2 * (unit - half));
  return {
    n: Number(n),
    mean,
    variance: ratioToDouble(variance, n * n, 2 * unit),
    deviations,
    deviationMax: ratioToDouble(largest(integers.deviations), n, unit),
    deviationMean: ratioToDouble(total(integers.deviations), n * n, unit),
    magnitudeMean: ratioToDouble(total(integers.x), n, unit),
    magnitudeMax: toDouble(largest(integers.x), unit),
    meanSquare: ratioToDouble(squares, n, 2 * unit),
    // Where μ²/V leaves the range of doubles, 1 is nothing beside it.
    conditionNumber: squareRatio < Infinity ? Math.sqrt(1 + squareRatio) : toDouble(magnitude(sum) * inverse.root, unit - half - inverse.places),
  };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function largest(values: readonly bigint[]): bigint {
  return values.reduce((max, value) => (magnitude(value) > max ? magnitude(value) : max), 0n);
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + magnitude(value), 0n);
}
