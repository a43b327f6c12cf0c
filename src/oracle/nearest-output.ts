// One output of a row, correctly rounded into any format: from an interval around it where that decides, and where it does not - near
// a tie, on a tie - by comparing squares of integers.

import type { Format } from "../formats/format.ts";
import { type Dyadic, dyadicAt, dyadicOf, nearestOrdinal, shift, valueAt } from "./dyadic.ts";
import { type IntegerRow, type InverseRoot, inverseRoot } from "./integer-row.ts";

/** y = scaled/√W + offset, exactly. */
export interface Output {
  readonly scaled: Dyadic;
  readonly offset: Dyadic;
}

/** The interval from low·2^exponent to (low + width)·2^exponent. */
export interface Interval {
  readonly low: bigint;
  readonly width: bigint;
  readonly exponent: number;
}

/** Output i of a row: γ and β finite. */
export function outputOf({ deviations, unit, half }: IntegerRow, i: number, affine: { gamma: number; beta: number }): Output {
  const { integer, exponent } = dyadicOf(affine.gamma);
  return { scaled: { integer: integer * deviations[i], exponent: exponent + unit - half }, offset: dyadicOf(affine.beta) };
}

/** An interval that holds the output, as narrow as the inverse root allows. */
export function enclosure({ scaled, offset }: Output, { root, places }: InverseRoot): Interval {
  if (scaled.integer === 0n) return { low: offset.integer, width: 0n, exponent: offset.exponent };
  const a = scaled.integer;
  // root ≤ 2^places/√W < root + 1, so a negative product reaches down by one more a.
  const product: Interval = { low: a * root + (a < 0n ? a : 0n), width: a < 0n ? -a : a, exponent: scaled.exponent - places };
  return offset.integer === 0n ? product : plus(product, offset);
}

/** The interval moved by a number. */
export function plus(interval: Interval, { integer, exponent }: Dyadic): Interval {
  const common = Math.min(interval.exponent, exponent);
  const scale = interval.exponent - common;
  return { low: shift(interval.low, scale) + shift(integer, exponent - common), width: shift(interval.width, scale), exponent: common };
}

/**
 * The value of the format nearest to the output, ties to even, overflow as the format has it (zeros come out positive). More bits of
 * the root are computed only while the given ones leave three values or more to choose from.
 */
export function nearestOutput(format: Format, output: Output, integers: IntegerRow, inverse: InverseRoot): number {
  for (let bits = 256, current = inverse; ; bits *= 2, current = inverseRoot(integers, bits)) {
    const { low, width, exponent } = enclosure(output, current);
    const below = nearestOrdinal(format, { integer: low, exponent });
    const above = width === 0n ? below : nearestOrdinal(format, { integer: low + width, exponent });
    if (above === below) return valueAt(format, below);
    if (above - below === 1n) {
      const side = compare(output, midpoint(format, below), integers.shifted);
      if (side === 0) return valueAt(format, (below & 1n) === 0n ? below : above);
      return valueAt(format, side < 0 ? below : above);
    }
  }
}

/** Halfway between the values at an ordinal and the next: the one number where rounding changes. */
function midpoint(format: Format, ordinal: bigint): Dyadic {
  const a = dyadicAt(format, ordinal);
  const b = dyadicAt(format, ordinal + 1n);
  const sum = plus({ low: a.integer, width: 0n, exponent: a.exponent }, b);
  return { integer: sum.low, exponent: sum.exponent - 1 };
}

/** The sign of scaled/√W + offset − point: of a/√W − c, which for equal signs is that of a² − c²·W. */
function compare({ scaled, offset }: Output, point: Dyadic, shifted: bigint): number {
  const { low, exponent } = plus({ low: point.integer, width: 0n, exponent: point.exponent }, { integer: -offset.integer, exponent: offset.exponent });
  const signA = sign(scaled.integer);
  const signC = sign(low);
  if (signA !== signC) return signA - signC;
  const common = Math.min(scaled.exponent, exponent);
  const a = shift(scaled.integer, scaled.exponent - common);
  const c = shift(low, exponent - common);
  return signA * sign(a * a - c * c * shifted);
}

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}
