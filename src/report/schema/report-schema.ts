// A whole report as valibot checks it when it is read again: the same shape as the interfaces of model.ts, which a test makes sure of, and
// what docs/report.schema.json is written from. Fields that it does not know are left out, not refused: a later version may add some.

import * as v from "valibot";
import { contractSchema } from "../../findings/fixture-schema.ts";
import { reportSchemaId } from "../model.ts";
import { beyondSchema, propertySchema } from "./evidence-schema.ts";
import { count, finite, list, seconds, text, value } from "./field-schema.ts";
import { mapsSchema } from "./maps-schema.ts";

const run = v.object({
  seed: text,
  profile: text,
  runsPerProperty: count,
  startedAt: v.pipe(v.string(), v.isoTimestamp("must be a time as ISO 8601 writes it, 2026-11-23T12:00:00Z")),
  seconds,
  node: text,
  platform: text,
  command: text,
  version: text,
});

const proof = v.object({
  statement: text,
  verdict: v.picklist(["proved", "violated"]),
  stale: v.optional(text),
  format: text,
  cols: count,
  eps: value,
  rows: count,
  proved: count,
  violated: count,
  beyond: count,
});

const sensitivity = v.pipe(
  v.object({ lengths: list(count, 100), conditionNumbers: list(finite, 100), ulps: list(list(v.nullable(finite), 100), 100) }),
  v.check(({ lengths, conditionNumbers, ulps }) => ulps.length === lengths.length && ulps.every((line) => line.length === conditionNumbers.length), "its ulps must be a line for each length, a number for each κ"),
);

const regressions = v.object({ replayed: count, failures: list(v.object({ file: text, property: text, message: text })) });

const result = v.object({
  implementation: text,
  description: text,
  source: v.optional(v.object({ file: text, line: v.optional(count) })),
  contract: v.optional(contractSchema),
  verdict: v.picklist(["pass", "fail", "error"]),
  error: v.optional(text),
  rows: count,
  rowsPerSecond: count,
  seconds,
  properties: list(propertySchema, 1000),
  beyond: list(beyondSchema, 1000),
  proofs: v.optional(list(proof, 1000)),
  proofErrors: v.optional(list(text, 1000)),
  maps: v.optional(mapsSchema),
  sensitivity: v.optional(sensitivity),
  regressions: v.optional(regressions),
  strata: v.optional(v.record(text, count)),
});

const summary = v.object({ pass: count, fail: count, error: count, violations: count, known: count, regressions: count, impossible: count, inaccurate: count, rows: count });

export const reportSchema = v.object({
  schema: v.literal(reportSchemaId),
  run,
  results: list(result),
  summary,
  files: v.optional(list(text, 100)),
});
