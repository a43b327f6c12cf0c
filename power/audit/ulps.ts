// How sizes of errors are written: in ulps of the storage format at 1, two digits, rounded up so that nothing reads sharper than it is.

import { roundedUp } from "../../src/bounds/rounded-up.ts";
import type { Format } from "../../src/formats/format.ts";

/** The spacing of the format's values just above 1. */
export function ulpOf({ unitRoundoff }: Format): number {
  return 2 * unitRoundoff;
}

/** From here on, a quarter of the output's own size, an error is gross: contracts promise nothing about rows where they would allow one. */
export const grossMin = 1 / 4;

/** "0.41", "2.1", "104", "3.4e4"; "gross" for a quarter and more, "–" for what is never caught. */
export function ulpText(delta: number, format: Format): string {
  if (delta === Infinity) return "–";
  return delta >= grossMin ? "gross" : ulpNumber(delta / ulpOf(format));
}

function ulpNumber(ulps: number): string {
  if (ulps === 0) return "0";
  if (ulps < 0.01) return roundedUp(ulps, 1).toExponential(0);
  if (ulps < 1) return roundedUp(ulps, 2).toFixed(2);
  if (ulps < 9.95) return roundedUp(ulps, 2).toFixed(1);
  return ulps < 9950 ? String(roundedUp(ulps, 2)) : roundedUp(ulps, 2).toExponential(1).replace("e+", "e");
}

/** 1, 10, 100, 1e3. */
export function decadeText(value: number): string {
  return value < 1000 ? String(value) : value.toExponential(0).replace("e+", "e");
}
