// A counterexample as a file that is committed and replayed for ever: bits and decimals of every value, checked when it is read, and
// laid out so that a reviewer sees the row in the diff.

import { createHash } from "node:crypto";
import * as v from "valibot";
import { contains, formatOf } from "../formats/format-of.ts";
import type { Format } from "../formats/format.ts";
import { isRepresentable } from "../formats/neighbours.ts";
import type { Batch } from "../oracle/row.ts";
import type { Counterexample, Example } from "./counterexample.ts";
import { type ExampleJson, exampleJson } from "./example-json.ts";
import { FixtureError } from "./fixture-error.ts";
import { fixtureSchema, fixtureSchemaId } from "./fixture-schema.ts";
import { layOutJson } from "./json-layout.ts";
import { fromJsonNumber } from "./json-number.ts";
import { epsText, parseValueText, valueText } from "./value-text.ts";
import { fp32 } from "../formats/fp32.ts";

/** The text of the fixture file: the same counterexample always gives the same text. */
export function fixtureText(counterexample: Counterexample): string {
  const { status, implementation, contract, property, statement, minimal, worst, found } = counterexample;
  const storage = formatOf(contract.storage);
  const examples = { minimal: recorded(minimal, storage), worst: worst && recorded(worst, storage) };
  return `${layOutJson({ schema: fixtureSchemaId, status, implementation, contract, property, statement, ...examples, found })}\n`;
}

/** Without the stages: they follow from the row and the implementation, and a file for a reviewer has no place for them. */
function recorded(example: Example, storage: Format): ExampleJson {
  return exampleJson({ ...example, stages: undefined }, storage);
}

/** `<property>.<8 hex digits>.json`; the digits are of the minimal input, so the same find from another seed has the same name. */
export function fixtureName(counterexample: Counterexample): string {
  const { implementation, property, contract, minimal } = counterexample;
  const storage = formatOf(contract.storage);
  const { batch } = minimal;
  const texts = (values: Float64Array | undefined) => values && Array.from(values, (value) => valueText(value, storage));
  const content = [implementation, property, storage.id, batch.rows, batch.cols, epsText(batch.eps), texts(batch.x), texts(batch.gamma), texts(batch.beta), ...(batch.dy ? [texts(batch.dy)] : [])];
  const hash = createHash("sha256").update(JSON.stringify(content.map((part) => part ?? null))).digest("hex");
  return `${property.replace(":", "-")}.${hash.slice(0, 8)}.json`;
}

/** Reads the text of a fixture file. Throws a FixtureError that names the file, the field, what is there and what should be. */
export function parseFixture(text: string, file: string): Counterexample {
  const parsed = v.safeParse(fixtureSchema, jsonOf(text, file), { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new FixtureError(file, v.getDotPath(issue) ?? "", `${issue.message}${issue.message.includes("received") ? "" : `; received ${issue.received}`}`);
  }
  const { status, implementation, contract, property, statement, minimal, worst, found } = parsed.output;
  const storage = formatOf(contract.storage);
  if (!contains(formatOf(contract.accumulator), storage)) {
    throw new FixtureError(file, "contract.accumulator", `${contract.accumulator} does not hold every value of the storage format ${contract.storage}; use fp32 or fp64`);
  }
  return {
    implementation,
    contract,
    property,
    statement,
    status,
    minimal: exampleFrom(minimal, storage, file, "minimal"),
    worst: worst && exampleFrom(worst, storage, file, "worst"),
    found,
  };
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FixtureError(file, "", `not JSON (${(cause as Error).message}); restore the file from version control or write it again`, { cause });
  }
}

function exampleFrom(json: ExampleJson, storage: Format, file: string, at: string): Example {
  const fail = (field: string, problem: string): never => {
    throw new FixtureError(file, `${at}.${field}`, problem);
  };
  const value = (text: string, field: string, ...formats: readonly Format[]): number => {
    try {
      return parseValueText(text, ...formats);
    } catch (error) {
      return fail(field, (error as Error).message);
    }
  };
  const list = (texts: readonly string[], field: string, length: number): Float64Array => {
    if (texts.length !== length) fail(field, `has ${texts.length} values where ${length} are needed (rows ${json.rows}, cols ${json.cols})`);
    return Float64Array.from(texts, (text, i) => value(text, `${field}.${i}`, storage));
  };
  const inputs = (texts: readonly string[], field: string, length: number): Float64Array => {
    const values = list(texts, field, length);
    const odd = values.findIndex((one) => !isRepresentable(storage, one));
    if (odd >= 0) fail(`${field}.${odd}`, `"${texts[odd]}" is not a value of ${storage.id}; the nearest is "${valueText(storage.round(values[odd]), storage)}"`);
    return values;
  };
  const { rows, cols } = json;
  const batch: Batch = {
    rows,
    cols,
    eps: value(json.eps, "eps", fp32),
    x: inputs(json.x, "x", rows * cols),
    ...(json.dy === undefined ? {} : { dy: inputs(json.dy, "dy", rows * cols) }),
    gamma: json.gamma && inputs(json.gamma, "gamma", cols),
    beta: json.beta && inputs(json.beta, "beta", cols),
  };
  if (!(batch.eps >= 0 && batch.eps < Infinity)) fail("eps", `${json.eps} must be finite and not negative`);
  const optional = (text: string | undefined, field: string) => (text === undefined ? undefined : value(text, field, storage));
  return {
    batch,
    y: json.y && list(json.y, "y", json.y.length),
    row: json.row,
    column: json.column,
    observed: value(json.observed, "observed", storage),
    expected: optional(json.expected, "expected"),
    exact: optional(json.exact, "exact"),
    rounded: optional(json.rounded, "rounded"),
    tolerance: {
      value: fromJsonNumber(json.tolerance.value),
      terms: json.tolerance.terms.map(({ label, value: size }) => ({ label, value: fromJsonNumber(size) })),
      source: json.tolerance.source,
    },
    margin: fromJsonNumber(json.margin),
    message: json.message,
    derived: json.derived,
    explanation: json.explanation,
  };
}
