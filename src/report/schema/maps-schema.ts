// The maps of an implementation in a report, as valibot checks them: every grid has the sides that its bands say.

import * as v from "valibot";
import { atOnce } from "./at-once.ts";
import { count, finite, list, number, text } from "./field-schema.ts";

/** Bands of one axis: fp64 has 2098 binades. */
const bandsMax = 2200;
const pointsMax = 2000;

const format = v.pipe(v.string(), v.regex(/^(?:fp64|fp32|fp16|bf16)$/, 'must be one of "fp64", "fp32", "fp16", "bf16"'));
const power = v.pipe(finite, v.minValue(-1100, "must be at least -1100"), v.maxValue(1100, "must be at most 1100"));
const band = v.object({ first: power, last: v.optional(power) });
const grid = <const Cell extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(cell: Cell) =>
  atOnce(list(list(cell, bandsMax), bandsMax), (input) => isShortList(input, bandsMax) && input.every((line) => isShortList(line, bandsMax) && line.every(isFiniteOrNull)));
const isShortList = (input: unknown, lengthMax: number): input is readonly unknown[] => Array.isArray(input) && input.length <= lengthMax;
/** What the cells of every grid may be. */
const isFiniteOrNull = (input: unknown) => input === null || Number.isFinite(input);

const map = v.object({
  cols: count,
  rows: count,
  magnitudes: list(band, bandsMax),
  conditions: list(band, bandsMax),
  states: list(v.pipe(v.string(), v.regex(/^[ .zinf]*$/, 'must be made of " ", ".", "z", "i", "n" and "f"')), bandsMax),
  ulps: grid(v.nullable(finite)),
  margins: grid(v.nullable(number)),
  safe: list(v.object({ ulpsMax: finite, label: text, magnitudes: count, conditions: count, sentence: text }), 100),
});

type ErrorMap = v.InferOutput<typeof map>;

const checkedMap = v.pipe(
  map,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { magnitudes, conditions, safe } = dataset.value;
    const problem = (key: keyof ErrorMap, message: string) => addIssue({ message, path: [{ type: "object", origin: "value", input: dataset.value, key, value: dataset.value[key] }] });
    for (const key of ["states", "ulps", "margins"] as const) {
      const lines: readonly { readonly length: number }[] = dataset.value[key];
      if (lines.length !== conditions.length || lines.some(({ length }) => length !== magnitudes.length)) {
        problem(key, `must be ${conditions.length} lines (conditions) of ${magnitudes.length} cells (magnitudes)`);
      }
    }
    if (safe.some((region) => region.magnitudes > magnitudes.length || region.conditions > conditions.length)) problem("safe", "must lie inside the map");
  }),
);

const curve = list(v.object({ at: finite, error: number, bound: v.nullable(finite) }), pointsMax);

export const mapsSchema = v.object({ format, map: checkedMap, againstCondition: curve, againstLength: curve });
