// Softmax as it is first written, exp(x)/Σexp(x), and with the largest value taken out of every exponent, which changes nothing in exact arithmetic.

type Round = (x: number) => number;

/** Every operation rounded; exp is the double's, rounded once. */
export function naiveSoftmax(x: Float64Array, round: Round): Float64Array {
  return shares(x.map((value) => round(Math.exp(value))), round);
}

/** All exponents are at most 0 and one of them is 0: nothing overflows, and the sum is at least 1. */
export function stableSoftmax(x: Float64Array, round: Round): Float64Array {
  const largest = x.reduce((max, value) => Math.max(max, value), -Infinity);
  return shares(x.map((value) => round(Math.exp(round(value - largest)))), round);
}

function shares(powers: Float64Array, round: Round): Float64Array {
  const sum = powers.reduce((total, power) => round(total + power), 0);
  return powers.map((power) => round(power / sum));
}
