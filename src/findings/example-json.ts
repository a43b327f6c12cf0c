// An example as JSON: every value as bits and decimal. The same shape in fixture files and in reports, so that what a report shows
// can be cut out and replayed.

import type { Format } from "../formats/format.ts";
import type { Example } from "./counterexample.ts";
import type { Explanation } from "./explanation.ts";
import { type JsonNumber, jsonNumber } from "./json-number.ts";
import type { StageTable } from "./stage-table.ts";
import { epsText, valueText } from "./value-text.ts";

export interface ToleranceJson {
  readonly value: JsonNumber;
  readonly terms: readonly { readonly label: string; readonly value: JsonNumber }[];
  readonly source: string;
}

/** Texts are "bits decimal", as value-text.ts writes them. Fields as in Example. */
export interface ExampleJson {
  readonly rows: number;
  readonly cols: number;
  readonly eps: string;
  readonly x: readonly string[];
  /** Present where the backward pass is judged: y is dx then. */
  readonly dy?: readonly string[] | undefined;
  readonly gamma?: readonly string[] | undefined;
  readonly beta?: readonly string[] | undefined;
  readonly y?: readonly string[] | undefined;
  readonly row: number;
  readonly column: number;
  readonly observed: string;
  readonly expected?: string | undefined;
  readonly exact?: string | undefined;
  readonly rounded?: string | undefined;
  readonly tolerance: ToleranceJson;
  readonly margin: JsonNumber;
  readonly message: string;
  readonly derived?: number | undefined;
  readonly explanation?: Explanation | undefined;
  readonly stages?: StageTable | undefined;
}

/** The example as JSON, values in the storage format where they are values of it. */
export function exampleJson(example: Example, storage: Format): ExampleJson {
  const { batch, tolerance } = example;
  const texts = (values: Float64Array | undefined) => values && Array.from(values, (value) => valueText(value, storage));
  const text = (value: number | undefined) => (value === undefined ? undefined : valueText(value, storage));
  return {
    rows: batch.rows,
    cols: batch.cols,
    eps: epsText(batch.eps),
    x: Array.from(batch.x, (value) => valueText(value, storage)),
    ...(batch.dy === undefined ? {} : { dy: texts(batch.dy) }),
    gamma: texts(batch.gamma),
    beta: texts(batch.beta),
    y: texts(example.y),
    row: example.row,
    column: example.column,
    observed: valueText(example.observed, storage),
    expected: text(example.expected),
    exact: text(example.exact),
    rounded: text(example.rounded),
    tolerance: {
      value: jsonNumber(tolerance.value),
      terms: tolerance.terms.map(({ label, value }) => ({ label, value: jsonNumber(value) })),
      source: tolerance.source,
    },
    margin: jsonNumber(example.margin),
    message: example.message,
    derived: example.derived,
    explanation: example.explanation,
    stages: example.stages,
  };
}
