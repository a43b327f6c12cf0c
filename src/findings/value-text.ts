// One value as a person and a machine read it: "0x7bff 65504". The bits are authoritative; the decimal is there to be read, and a
// decimal that disagrees with its bits is an error, since one of the two was edited without the other.

import { bitsText, parseBits } from "../formats/bits.ts";
import type { Format } from "../formats/format.ts";
import { fp32 } from "../formats/fp32.ts";
import { fp64 } from "../formats/fp64.ts";
import { isRepresentable } from "../formats/neighbours.ts";
import { shortestDecimal } from "../formats/shortest.ts";

/** x in the first of the formats that holds it, else as a double: bits, then the shortest decimal of that format. */
export function valueText(x: number, ...formats: readonly Format[]): string {
  const format = formats.find((candidate) => Number.isNaN(x) || isRepresentable(candidate, x)) ?? fp64;
  return `${bitsText(format, x)} ${shortestDecimal(format, x)}`;
}

/** ε, which is an fp32 number unless someone asked for another. */
export function epsText(eps: number): string {
  return valueText(eps, fp32);
}

/**
 * Reads what valueText writes: the width of the bits says which of the formats (or fp64) it is in. Throws a RangeError that says
 * what was expected, what was found, and the text that would be right.
 */
export function parseValueText(text: string, ...formats: readonly Format[]): number {
  const [bits, decimal, ...rest] = text.split(" ");
  if (decimal === undefined || decimal === "" || rest.length > 0) {
    throw new RangeError(`"${text}" is not bits and a decimal: write for example "${valueText(1, ...formats)}"`);
  }
  const format = [...formats, fp64].find((candidate) => bits.length === bitsText(candidate, 0).length) ?? formats[0] ?? fp64;
  const value = parseBits(format, bits);
  // A decimal that merely rounds to the value (65503 in fp16) was edited by someone who expected it to count.
  if (decimal !== shortestDecimal(format, value) && !Object.is(Number(decimal), value)) {
    throw new RangeError(`"${text}" contradicts itself: the ${format.id} bits ${bits} are ${shortestDecimal(format, value)}; correct the one that is wrong`);
  }
  return value;
}

/** The decimal of such a text. */
export function decimalOf(text: string): string {
  return text.slice(text.indexOf(" ") + 1);
}

/** The bits of such a text. */
export function bitsOfText(text: string): string {
  return text.slice(0, text.indexOf(" "));
}
