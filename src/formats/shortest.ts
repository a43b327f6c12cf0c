// Decimals for people: the fewest digits that still name the value in its own format, so that an fp16 value never shows the
// seventeen digits of a double.

import type { Format } from "./format.ts";

/**
 * The shortest decimal that rounds back to x in the format: Math.fround(1e-5) in fp32 is "1e-5". Integers up to 2^53 keep all
 * their digits ("65504"), numbers from 1e-4 up are plain, others have an exponent. "-0", "Infinity", "NaN" as such.
 * x must be representable in the format.
 */
export function shortestDecimal(format: Format, x: number): string {
  if (Object.is(x, -0)) return "-0";
  if (!Number.isFinite(x) || (Number.isInteger(x) && Math.abs(x) <= 2 ** 53)) return String(x);
  const sign = x < 0 ? "-" : "";
  const [digits, exponent] = shortestDigits(format, Math.abs(x));
  if (exponent < -4 || exponent > 15) {
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, "0");
  const fraction = padded.slice(exponent + 1);
  return `${sign}${padded.slice(0, exponent + 1)}${fraction && `.${fraction}`}`;
}

/** Significant digits d₁d₂… and exponent e of d₁.d₂…·10^e. */
function shortestDigits(format: Format, x: number): [string, number] {
  for (let count = 1; count <= 17; count++) {
    const [mantissa, exponent] = x.toExponential(count - 1).split("e");
    const digits = BigInt(mantissa.replace(".", ""));
    // The interval that rounds to a power of two is wider above than below, so the nearest decimal may miss where the next hits.
    for (const candidate of [digits, digits + 1n]) {
      if (format.round(Number(`${candidate}e${Number(exponent) - count + 1}`)) === x) {
        const text = candidate.toString();
        return [text.replace(/0+$/, ""), Number(exponent) + text.length - count];
      }
    }
  }
  throw new RangeError(`${x} is not a value of ${format.id}: round it to the format first`);
}
