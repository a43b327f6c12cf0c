// The shape of a fixture file, as valibot checks it. What a shape cannot say (bits that fit the format, lengths that agree) is
// checked in fixture.ts.

import * as v from "valibot";
import { versionPattern } from "../contract/validate.ts";

const kebab = "[a-z0-9]+(?:-[a-z0-9]+)*";
/** An id, of an implementation or a property: also a file name, so nothing that could leave a folder. */
export const idPattern = new RegExp(`^${kebab}$`);
/** A property, or `beyond:` and a symptom. */
export const propertyPattern = new RegExp(`^(?:beyond:)?${kebab}$`);

const id = v.pipe(v.string(), v.regex(idPattern, "must be kebab-case: small letters and digits, joined by single hyphens"));
const propertyId = v.pipe(v.string(), v.regex(propertyPattern, "must be kebab-case, or beyond: and a kebab-case symptom"));
const storage = v.picklist(["fp64", "fp32", "fp16", "bf16"]);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.union([v.pipe(v.number(), v.finite()), v.picklist(["Infinity", "-Infinity", "NaN"])], 'must be a number, "Infinity", "-Infinity" or "NaN"');
const values = v.array(v.string());

const explanation = v.strictObject({
  certainty: v.picklist(["exact", "consistent", "observed", "measured", "inferred"]),
  hypothesis: v.string(),
  sentence: v.string(),
  lostAt: v.exactOptional(v.string()),
  alsoFits: v.array(v.string()),
});

const example = v.strictObject({
  rows: v.pipe(count, v.minValue(1)),
  cols: v.pipe(count, v.minValue(1)),
  eps: v.string(),
  x: values,
  dy: v.exactOptional(values),
  gamma: v.exactOptional(values),
  beta: v.exactOptional(values),
  y: v.exactOptional(values),
  row: count,
  column: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  observed: v.string(),
  expected: v.exactOptional(v.string()),
  exact: v.exactOptional(v.string()),
  rounded: v.exactOptional(v.string()),
  tolerance: v.strictObject({ value: number, terms: v.array(v.strictObject({ label: v.string(), value: number })), source: v.string() }),
  margin: number,
  message: v.string(),
  derived: v.exactOptional(count),
  explanation: v.exactOptional(explanation),
});

export const contractSchema = v.strictObject({
  storage,
  accumulator: storage,
  algorithm: v.picklist(["stable", "two-pass", "corrected-two-pass", "shifted", "one-pass", "welford", "chan"]),
  summation: v.union(
    [v.picklist(["any", "sequential", "pairwise", "kahan"]), v.strictObject({ height: count })],
    'must be "any", "sequential", "pairwise", "kahan" or { "height": n }',
  ),
  output: v.picklist(["any", "centred", "expanded", "folded"]),
  gradient: v.exactOptional(v.picklist(["stable", "any", "means", "sums", "folded"])),
  arithmetic: v.exactOptional(v.picklist(["ieee", "wgsl"])),
});

const found = v.strictObject({
  seed: v.string(),
  family: v.string(),
  rowsTried: count,
  shrinks: count,
  version: v.string(),
  engineVersion: v.exactOptional(v.pipe(v.string(), v.regex(versionPattern, "must be a version such as 1.30.0: letters, digits and . + - _"))),
  platform: v.exactOptional(v.string()),
  date: v.exactOptional(v.string()),
});

export const fixtureSchemaId = "normfuzz/fixture/1";

export const fixtureSchema = v.strictObject({
  schema: v.literal(fixtureSchemaId),
  status: v.picklist(["open", "fixed"], 'must be "open" (must still reproduce) or "fixed" (must hold for ever)'),
  implementation: id,
  contract: contractSchema,
  property: propertyId,
  statement: v.string(),
  minimal: example,
  worst: v.exactOptional(example),
  found,
});

export type FixtureJson = v.InferOutput<typeof fixtureSchema>;
