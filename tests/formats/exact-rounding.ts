// Rounding by the definition, in integers: the judge of the fast roundings, sharing no line with them.

import type { Format } from "../../src/formats/format.ts";

/** A finite double as integer · 2^exponent. */
export function exactOf(x: number): { integer: bigint; exponent: number } {
  const bits = new BigUint64Array(new Float64Array([x]).buffer)[0];
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | (1n << 52n);
  return { integer: bits >> 63n ? -magnitude : magnitude, exponent: Math.max(field, 1) - 1075 };
}

type Target = Pick<Format, "precision" | "exponentMin" | "maxFinite" | "hasInfinity">;

/** Round to nearest, ties to even, into the format given by p, emin and emax alone. */
export function roundExactly(format: Target, x: number): number {
  if (x !== x) return NaN;
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  if (!Number.isFinite(x)) return sign * (format.hasInfinity ? Infinity : NaN);
  return sign * roundMagnitude(format, exactOf(Math.abs(x)));
}

/** The same for integer · 2^exponent; zero comes out positive. */
export function roundDyadicExactly(format: Target, { integer, exponent }: { integer: bigint; exponent: number }): number {
  return integer < 0n ? -roundMagnitude(format, { integer: -integer, exponent }) : roundMagnitude(format, { integer, exponent });
}

function roundMagnitude(format: Target, { integer, exponent }: { integer: bigint; exponent: number }): number {
  const length = integer === 0n ? 0 : integer.toString(2).length;
  const unit = Math.max(exponent + length - format.precision, format.exponentMin - format.precision + 1);
  const shift = unit - exponent;
  let quotient = integer;
  if (shift > 0) {
    const half = 1n << BigInt(shift - 1);
    const rest = integer & (2n * half - 1n);
    quotient = integer >> BigInt(shift);
    if (rest > half || (rest === half && quotient % 2n === 1n)) quotient += 1n;
  } else {
    quotient = integer << BigInt(-shift);
  }
  // Exact: at most 53 bits times a power of two, in two factors because the power alone may be subnormal.
  const value = Number(quotient) * 2 ** Math.trunc(unit / 2) * 2 ** (unit - Math.trunc(unit / 2));
  return value > format.maxFinite ? (format.hasInfinity ? Infinity : NaN) : value;
}

const float = new Float64Array(1);
const integer = new BigUint64Array(float.buffer);

/** The double `steps` places further from zero. */
export function stepDouble(x: number, steps: number): number {
  float[0] = x;
  integer[0] += BigInt(steps);
  return float[0];
}

/** Doubles with uniformly random bits in the exponents from `low` to `high`, both signs, from a seed. */
export function* randomDoubles(count: number, options: { low: number; high: number; seed: number }): Generator<number> {
  let state = BigInt(options.seed) * 2n + 1n;
  const draw = (): bigint => {
    // Knuth's MMIX generator, upper half of the state.
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return state >> 32n;
  };
  for (let i = 0; i < count; i++) {
    const exponent = BigInt(options.low + 1023) + (draw() % BigInt(options.high - options.low + 1));
    const fraction = (draw() << 20n) | (draw() & 0xfffffn);
    integer[0] = ((draw() & 1n) << 63n) | (exponent << 52n) | fraction;
    yield float[0];
  }
}
