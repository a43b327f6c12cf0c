// The stages of a computation in a report, as valibot checks them.

import * as v from "valibot";
import { stageIds } from "../../contract/stage.ts";
import { gradientStageIds } from "../../findings/gradient/gradient-stage.ts";
import { atOnce } from "./at-once.ts";
import { column, count, isText, list, number, text } from "./field-schema.ts";

/** Columns of a row that a table shows. */
const columnsMax = 1000;
const stageValue = v.union([text, list(text, columnsMax)], "must be a text, or a list of texts");

/** Of both passes. */
const ids = [...new Set([...stageIds, ...gradientStageIds])];

const stageSchema = v.object({
  stage: v.picklist(ids),
  label: text,
  own: stageValue,
  exact: stageValue,
  bitsLost: number,
  loss: v.optional(text),
  ofModel: v.optional(v.literal(true)),
  first: v.optional(v.literal(true)),
});

/** A table has a dozen of them, and a large report thousands of tables. */
const stage = atOnce(stageSchema, isStage);

const known = new Set(Object.keys(stageSchema.entries));
const knownIds = new Set<unknown>(ids);

function isStage(input: unknown): boolean {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return false;
  const { stage: id, label, own, exact, bitsLost, loss, ofModel, first } = input as Readonly<Record<string, unknown>>;
  for (const key in input) if (!known.has(key)) return false;
  return knownIds.has(id) && isText(label) && isStageValue(own) && isStageValue(exact) && Number.isFinite(bitsLost) && (loss === undefined || isText(loss)) && isTrueOrAbsent(ofModel) && isTrueOrAbsent(first);
}

function isStageValue(input: unknown): boolean {
  return isText(input) || (Array.isArray(input) && input.length <= columnsMax && input.every(isText));
}

function isTrueOrAbsent(input: unknown): boolean {
  return input === undefined || input === true;
}

export const stageTableSchema = v.object({
  source: v.picklist(["observed", "matched", "inferred"]),
  whose: text,
  format: text,
  precision: v.pipe(count, v.minValue(1, "must be at least 1"), v.maxValue(64, "must be at most 64")),
  columns: list(count, columnsMax),
  cols: count,
  column,
  sentence: v.optional(text),
  stages: list(stage, 100),
});
