// The stages of a computation in a report, as valibot checks them.

import * as v from "valibot";
import { stageIds } from "../../contract/stage.ts";
import { gradientStageIds } from "../../findings/gradient/gradient-stage.ts";
import { column, count, list, number, text } from "./field-schema.ts";

/** Columns of a row that a table shows. */
const columnsMax = 1000;
const stageValue = v.union([text, list(text, columnsMax)], "must be a text, or a list of texts");

const stage = v.object({
  stage: v.picklist([...new Set([...stageIds, ...gradientStageIds])]),
  label: text,
  own: stageValue,
  exact: stageValue,
  bitsLost: number,
  loss: v.optional(text),
  ofModel: v.optional(v.literal(true)),
  first: v.optional(v.literal(true)),
});

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
