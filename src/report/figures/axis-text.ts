// What stands at an axis: powers as people write them, and the same as a decimal.

/** 2⁻¹⁴, 10⁶; 1 and the base itself as they are. */
export function powerText(base: 2 | 10, exponent: number): string {
  if (exponent === 0) return "1";
  if (exponent === 1) return String(base);
  let text = String(base);
  for (const digit of String(exponent)) text += digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)];
  return text;
}

/** 2^exponent in at most seven characters: 0.0039, 64, 4096, 1.8e19; of powers that a double cannot hold as well. */
export function decimalText(exponent: number): string {
  if (exponent >= -10 && exponent <= 16) return String(Number((2 ** exponent).toPrecision(2 + Math.max(0, exponent))));
  const logarithm = exponent * Math.log10(2);
  const power = Math.floor(logarithm);
  const digits = Number((10 ** (logarithm - power)).toPrecision(2));
  return digits === 10 ? `1e${power + 1}` : `${digits}e${power}`;
}
