// What was found of one property, or beyond the contract, as valibot checks it in a report.

import * as v from "valibot";
import { exampleSchema } from "./example-schema.ts";
import { count, list, longText, number, text } from "./field-schema.ts";

const evidence = {
  minimal: v.optional(exampleSchema),
  worst: v.optional(exampleSchema),
  fixture: v.optional(text),
  fixtureText: v.optional(longText),
  replay: v.optional(text),
  cause: v.optional(v.object({ id: text, label: text, remedy: v.optional(text) })),
  causeCount: v.optional(count),
  found: v.optional(v.object({ seed: text, family: text, rowsTried: count, shrinks: count })),
};

export const propertySchema = v.object({
  property: text,
  statement: text,
  why: text,
  status: v.picklist(["pass", "fail", "skip", "known"]),
  runs: count,
  margin: v.nullable(number),
  violations: v.optional(count),
  looked: v.optional(count),
  others: v.optional(list(v.object(evidence), 1000)),
  ...evidence,
});

export const beyondSchema = v.object({ grade: v.picklist(["impossible", "inaccurate"]), symptom: text, count, message: text, ...evidence });
