// JSON has no infinities and no NaN, and JSON.stringify writes null for them: a margin of Infinity must survive a file.

export type JsonNumber = number | "Infinity" | "-Infinity" | "NaN";

/** A number as JSON can hold it. */
export function jsonNumber(x: number): JsonNumber {
  return Number.isFinite(x) ? x : (String(x) as JsonNumber);
}

/** The number again. */
export function fromJsonNumber(x: JsonNumber): number {
  return Number(x);
}
