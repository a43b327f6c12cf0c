// A row that shows something, in a report, as valibot checks it: also that its values are as many as its shape says, since what draws it
// counts on that.

import * as v from "valibot";
import { fixtureSchema } from "../../findings/fixture-schema.ts";
import { column, count, list, number, text, value, values } from "./field-schema.ts";
import { stageTableSchema } from "./stage-table-schema.ts";

/** The words of fixture files. */
const { certainty } = fixtureSchema.entries.minimal.entries.explanation.wrapped.entries;

const explanation = v.object({ certainty, hypothesis: text, sentence: text, lostAt: v.optional(text), alsoFits: list(text, 100) });

const shape = v.object({
  rows: v.pipe(count, v.minValue(1, "must be at least 1")),
  cols: v.pipe(count, v.minValue(1, "must be at least 1")),
  eps: value,
  x: values,
  dy: v.optional(values),
  gamma: v.optional(values),
  beta: v.optional(values),
  y: v.optional(values),
  row: count,
  column,
  observed: value,
  expected: v.optional(value),
  exact: v.optional(value),
  rounded: v.optional(value),
  tolerance: v.object({ value: number, terms: list(v.object({ label: text, value: number }), 100), source: text }),
  margin: number,
  message: text,
  derived: v.optional(count),
  explanation: v.optional(explanation),
  stages: v.optional(stageTableSchema),
});

type Shape = v.InferOutput<typeof shape>;

export const exampleSchema = v.pipe(
  shape,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const example = dataset.value;
    const problem = (key: keyof Shape, message: string) => addIssue({ message, path: [{ type: "object", origin: "value", input: example, key, value: example[key] }] });
    const { rows, cols, x, dy, gamma, beta, row, column: place, derived } = example;
    if (x.length !== rows * cols) problem("x", `must have rows × cols = ${rows * cols} values, has ${x.length}`);
    if (dy !== undefined && dy.length !== rows * cols) problem("dy", `must have rows × cols = ${rows * cols} values, has ${dy.length}`);
    if (gamma !== undefined && gamma.length !== cols) problem("gamma", `must have cols = ${cols} values, has ${gamma.length}`);
    if (beta !== undefined && beta.length !== cols) problem("beta", `must have cols = ${cols} values, has ${beta.length}`);
    // Evidence on a related input may lie outside the shape of the one that is shown.
    if (derived === undefined && row >= rows) problem("row", `must be below rows = ${rows}`);
    if (derived === undefined && place >= cols) problem("column", `must be below cols = ${cols}`);
  }),
);
