// Numbers as the ledger writes them: few digits, so that the last bits of a logarithm cannot change the document.

import { bitsText } from "../src/formats/bits.ts";
import type { Format } from "../src/formats/format.ts";
import { fp64 } from "../src/formats/fp64.ts";
import { shortestDecimal } from "../src/formats/shortest.ts";

/** Three significant digits (or `digits`): 0.0123, 316, 2.53×10¹³, NaN, −∞. */
export function short(x: number, digits = 3): string {
  if (Number.isNaN(x)) return "NaN";
  const sign = x < 0 ? "−" : "";
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return `${sign}∞`;
  if (magnitude === 0) return "0";
  if (magnitude >= 1e-3 && magnitude < 1e6) return sign + grouped(Number(magnitude.toPrecision(digits)));
  const [significand, exponent] = magnitude.toExponential(digits - 1).split("e") as [string, string];
  return `${sign}${Number(significand) === 1 ? "" : `${Number(significand)}×`}10${raised(Number(exponent))}`;
}

/** 1e-5, as people write ε. */
export function epsText(eps: number): string {
  return eps < 1 ? eps.toExponential() : String(eps);
}

/** 1,234 of 5,000. */
export function count(n: number): string {
  return n.toLocaleString("en-US");
}

/** 12.3 %; never 0 or 100 for what is not. */
export function percent(part: number, whole: number): string {
  if (part === 0) return "0 %";
  if (part === whole) return "100 %";
  const value = (100 * part) / whole;
  return value < 0.1 ? "< 0.1 %" : value > 99.9 ? "> 99.9 %" : `${Number(value.toPrecision(3))} %`;
}

function grouped(x: number): string {
  return x >= 1e4 ? x.toLocaleString("en-US") : String(x);
}

function raised(exponent: number): string {
  return [...String(exponent)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("");
}

/** "x   [256, -256]   0x5c00 0xdc00": a name, the decimals and the bits of a row. */
export function rowText(name: string, format: Format, values: ArrayLike<number>): string {
  const all = Array.from(values);
  const bits = all.map((value) => bitsText(format, value)).join(" ");
  return `${name.padEnd(26)} [${all.map((value) => decimal(format, value)).join(", ")}]`.padEnd(66) + ` ${bits}`;
}

/** Decimals alone: of exact answers, to `digits`. */
export function exactText(name: string, values: ArrayLike<number>, digits = 6): string {
  return `${name.padEnd(26)} [${Array.from(values, (value) => String(Number(value.toPrecision(digits)))).join(", ")}]`;
}

function decimal(format: Format, value: number): string {
  return format === fp64 ? String(value) : shortestDecimal(format, value);
}
