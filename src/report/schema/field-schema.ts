// The smallest parts of a report as valibot checks them: texts, counts, numbers, values. A report may come from anybody, so that every
// text and every list has an end.

import * as v from "valibot";
import { atOnce } from "./at-once.ts";

/** Characters of one text: many times what normfuzz writes, little for whoever reads. */
const textMax = 100_000;
/** The text of a fixture file may hold a row of thousands of values twice. */
const fixtureTextMax = 50_000_000;
/** Entries of a list of things that people read one by one. */
export const listMax = 10_000;
/** Values of a row: a call's input is recorded up to 2^17 values, and a hand-made fixture may be larger. */
export const valuesMax = 2 ** 20;

export const text = v.pipe(v.string(), v.maxLength(textMax, `must have at most ${textMax} characters`));
export const isText = (input: unknown): input is string => typeof input === "string" && input.length <= textMax;
export const longText = v.pipe(v.string(), v.maxLength(fixtureTextMax, `must have at most ${fixtureTextMax} characters`));
export const count = v.pipe(v.number(), v.safeInteger("must be a whole number"), v.minValue(0, "must be at least 0"));
export const column = v.pipe(v.number(), v.safeInteger("must be a whole number"), v.minValue(-1, "must be at least -1"));
export const finite = v.pipe(v.number(), v.finite("must be finite"));
export const seconds = v.pipe(finite, v.minValue(0, "must be at least 0"));
/** As json-number.ts writes numbers that JSON lacks. */
export const number = v.union([finite, v.picklist(["Infinity", "-Infinity", "NaN"])], 'must be a number, "Infinity", "-Infinity" or "NaN"');

const decimal = "(?:-?(?:[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?|Infinity)|NaN)";
/** As value-text.ts writes a value: bits, then a decimal. */
const valuePattern = new RegExp(`^0x[0-9a-f]{1,16} ${decimal}$`);
const valueTextMax = 100;
export const value = v.pipe(v.string(), v.maxLength(valueTextMax, `must have at most ${valueTextMax} characters`), v.regex(valuePattern, 'must be bits and a decimal, as "0x3c00 1"'));
const isValue = (input: unknown) => typeof input === "string" && input.length <= valueTextMax && valuePattern.test(input);
export const values = atOnce(v.pipe(v.array(value), v.maxLength(valuesMax, `must have at most ${valuesMax} values`)), (input) => Array.isArray(input) && input.length <= valuesMax && input.every(isValue));

type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** A list that ends. */
export function list<const Item extends Schema>(item: Item, lengthMax = listMax) {
  return v.pipe(v.array(item), v.maxLength(lengthMax, `must have at most ${lengthMax} entries`));
}
