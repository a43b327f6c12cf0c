// The exact gradient of a row in integers. With g_i = γ_i·dy_i, dx_i = r(g_i − c1 − x̂_i·c2), c1 = mean g, c2 = mean g·x̂; x̂_i·c2 has no root left
// in it, so that dx_i is a rational number times one root: algebraic of degree two, like y (NUMERICS §8 and §9).

import type { Format } from "../formats/format.ts";
import { fp64 } from "../formats/fp64.ts";
import { bitLength, type Dyadic, dyadicAt, dyadicOf, nearestOrdinal, shift, toDouble, valueAt } from "./dyadic.ts";
import { type IntegerRow, integerRow, inverseRoot } from "./integer-row.ts";
import { integerSqrt } from "./integer-sqrt.ts";
import type { Row } from "./row.ts";

/** Each value to the nearest double with a second one for the rest, and a certified bound of what is left then, absolute. */
export interface GradientAnswer {
  readonly dx: Float64Array;
  readonly dxLow: Float64Array;
  readonly dxError: Float64Array;
  /** g_i = γ_i·dy_i, each to the nearest double. */
  readonly g: Float64Array;
  /** c1 = mean g and c2 = mean g·x̂, to the nearest double or the next. */
  readonly meanGradient: number;
  readonly meanProjection: number;
  /** dx_i correctly rounded into the format: ties to even, overflow as the format has it, zeros positive. */
  rounded(format: Format): Float64Array;
}

/** Bits of 1/√W: dx + dxLow is then limited by the 107 bits of two doubles. */
const bits = 128;

/**
 * The exact dx of a row for the incoming gradient dy. Undefined when x, γ or dy holds NaN or ±Infinity, or when v + ε = 0. Throws a
 * RangeError when dy has another length than x.
 */
export function exactGradient(row: Row, dy: Float64Array): GradientAnswer | undefined {
  const { x, gamma } = row;
  if (dy.length !== x.length) throw new RangeError(`dy has ${dy.length} values for ${x.length} columns`);
  if (!dy.every(Number.isFinite) || (gamma && !gamma.every(Number.isFinite))) return undefined;
  const integers = integerRow(row);
  if (integers === undefined) return undefined;
  const gradient = integerGradient(integers, dy, gamma);
  const { numerators, exponent, products, unit, sum, projection } = gradient;
  const { n, shifted, half } = integers;
  const cube = shifted * shifted * shifted;
  const inverse = inverseRoot(integers, bits);

  const dx = new Float64Array(x.length);
  const dxLow = new Float64Array(x.length);
  const dxError = new Float64Array(x.length);
  for (let i = 0; i < dx.length; i++) {
    const numerator = numerators[i]!;
    if (numerator === 0n) continue;
    // 1/√W lies in 2^-places·[root, root + 1): after the division by W the numerator still has `bits` bits and more.
    const places = Math.max(0, bits + bitLength(shifted) - bitLength(numerator * inverse.root));
    const low = ((numerator * inverse.root) << BigInt(places)) / shifted;
    const width = bitWidth(numerator, places, shifted);
    const scale = exponent - inverse.places - places;
    dx[i] = toDouble(low, scale);
    if (!Number.isFinite(dx[i])) {
      dxError[i] = Infinity;
      continue;
    }
    const nearest = dyadicOf(dx[i]!);
    const common = Math.min(scale, nearest.exponent);
    const rest = shift(low, scale - common) - shift(nearest.integer, nearest.exponent - common);
    dxLow[i] = toDouble(rest, common);
    dxError[i] = Math.abs(dxLow[i]!) * fp64.unitRoundoff + fp64.minSubnormal + toDouble(width, scale) * (1 + 2 ** -50);
  }
  return {
    dx,
    dxLow,
    dxError,
    g: Float64Array.from(products, (product) => toDouble(product, unit)),
    meanGradient: toDouble(rational(sum, n), unit - bits),
    meanProjection: toDouble(rational(projection, n) * inverse.root, unit + integers.unit - half - bits - inverse.places),
    rounded: (format) => Float64Array.from(numerators, (numerator, i) => nearest(format, { numerator, exponent, shifted, cube }, { value: dx[i]!, low: dxLow[i]!, error: dxError[i]! })),
  };
}

/** dx_i = numerators[i]·2^exponent/(W·√W). */
interface IntegerGradient {
  readonly numerators: readonly bigint[];
  readonly exponent: number;
  /** g_i = products[i]·2^unit, their sum, and Σ g_i·D_i. */
  readonly products: readonly bigint[];
  readonly unit: number;
  readonly sum: bigint;
  readonly projection: bigint;
}

function integerGradient({ n, deviations, shifted, unit: xUnit, half }: IntegerRow, dy: Float64Array, gamma: Float64Array | undefined): IntegerGradient {
  const values = Array.from(dy, (value, i): Dyadic => product(dyadicOf(value), dyadicOf(gamma?.[i] ?? 1)));
  const unit = values.reduce((least, { integer, exponent }) => (integer === 0n ? least : Math.min(least, exponent)), Infinity);
  const products = values.map(({ integer, exponent }) => (integer === 0n ? 0n : integer << BigInt(exponent - unit)));
  const sum = products.reduce((total, g) => total + g, 0n);
  const projection = products.reduce((total, g, i) => total + g * deviations[i]!, 0n);
  // r = n·2^-half/√W and x̂_i·c2 = D_i·(Σ g·D)·2^(2·(unit of x − half))/(n·W), both times the unit of g. Deviations of a constant row are 0, so
  // that a unit below half, which only such a row has, meets no bit that the shift could lose.
  const places = 2 * (xUnit - half);
  const numerators = products.map((g, i) => (n * g - sum) * shifted - shift(deviations[i]! * projection, places));
  return { numerators, exponent: (Number.isFinite(unit) ? unit : 0) - half, products, unit: Number.isFinite(unit) ? unit : 0, sum, projection };
}

function product(a: Dyadic, b: Dyadic): Dyadic {
  return { integer: a.integer * b.integer, exponent: a.exponent + b.exponent };
}

/** integer/n to `bits` fractional bits: times 2^-bits. */
function rational(integer: bigint, n: bigint): bigint {
  return (integer << BigInt(bits)) / n;
}

/** At least how far the truncations left of the division and of the root reach, in units of the quotient. */
function bitWidth(numerator: bigint, places: number, shifted: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  return (magnitude << BigInt(places)) / shifted + 2n;
}

interface Quotient {
  readonly numerator: bigint;
  readonly exponent: number;
  readonly shifted: bigint;
  /** W³. */
  readonly cube: bigint;
}

/** The value of the format nearest to the quotient; the doubles decide unless a midpoint lies within their error. */
function nearest(format: Format, quotient: Quotient, { value, low, error }: { readonly value: number; readonly low: number; readonly error: number }): number {
  if (quotient.numerator === 0n) return 0;
  if (Number.isFinite(value)) {
    const slack = Math.abs(low) * 2 ** -52 + error * (1 + 2 ** -50) + (format.precision === 53 ? 0 : Math.abs(value) * 2 ** -51 + 2 ** -1074);
    const below = format.round(value + (low - slack));
    if (below === format.round(value + (low + slack)) && format.precision < 53) return below;
  }
  return nearestInteger(format, quotient);
}

function nearestInteger(format: Format, { numerator, exponent, shifted, cube }: Quotient): number {
  // dx² is rational: more and more bits of its root, until at most one midpoint is left to be compared by squares.
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  for (let extra = 2 * format.precision + 16; ; extra *= 2) {
    const places = extra + Math.max(0, bitLength(cube) - 2 * bitLength(magnitude)) + 2;
    const root = integerSqrt((magnitude * magnitude << BigInt(2 * places)) / cube);
    const below = nearestOrdinal(format, { integer: root, exponent: exponent - places });
    const above = nearestOrdinal(format, { integer: root + 1n, exponent: exponent - places });
    if (above - below > 1n) continue;
    const ordinal = above === below ? below : decide(format, below, { numerator: magnitude, exponent, shifted, cube });
    const value = valueAt(format, ordinal);
    return negative ? -value : value;
  }
}

/** Below or above the midpoint between the values at an ordinal and the next: of squares of integers. */
function decide(format: Format, below: bigint, { numerator, exponent, cube }: Quotient): bigint {
  const [a, b] = [dyadicAt(format, below), dyadicAt(format, below + 1n)];
  const common = Math.min(a.exponent, b.exponent);
  const midpoint: Dyadic = { integer: shift(a.integer, a.exponent - common) + shift(b.integer, b.exponent - common), exponent: common - 1 };
  const least = Math.min(exponent, midpoint.exponent);
  const own = shift(numerator, exponent - least) ** 2n;
  const other = shift(midpoint.integer, midpoint.exponent - least) ** 2n * cube;
  if (own === other) return (below & 1n) === 0n ? below : below + 1n;
  return own < other ? below : below + 1n;
}
