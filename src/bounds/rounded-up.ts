// Sizes for people, rounded up: what is said to be caught must not be smaller than what is.

/** The value with so many significant digits, not below it. The slack keeps what has no more digits already. */
export function roundedUp(value: number, digits: number): number {
  if (!(value > 0 && value < Infinity)) return value;
  const step = 10 ** (Math.floor(Math.log10(value)) + 1 - digits);
  return Number((Math.ceil(value / step - 1e-9) * step).toPrecision(digits));
}
