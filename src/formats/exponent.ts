// The binary exponent of a double, read from its bits: Math.log2 rounds, and is wrong next to powers of two.

const view = new DataView(new ArrayBuffer(8));

/** e with 2^e ≤ |x| < 2^(e+1), exact for every finite non-zero double, subnormals included. −Infinity for 0. */
export function exponentOf(x: number): number {
  view.setFloat64(0, x);
  const biased = (view.getUint32(0) >>> 20) & 0x7ff;
  if (biased !== 0) return biased - 1023;
  return x === 0 ? -Infinity : exponentOf(x * 2 ** 52) - 52;
}

/** 2^e as a double, exact for −1074 ≤ e ≤ 1023. */
export function powerOfTwo(e: number): number {
  // Math.pow need not be exact; built from bits it is.
  if (e < -1022) return powerOfTwo(e + 52) * 2 ** -52;
  view.setUint32(0, (e + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}
