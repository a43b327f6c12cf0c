// docs/report.schema.json, written from the valibot schema that reads reports: for programs in other languages, and for editors.

import { toJsonSchema } from "@valibot/to-json-schema";
import { contractSchema } from "../../src/findings/fixture-schema.ts";
import { layOutJson } from "../../src/findings/json-layout.ts";
import { reportSchemaId } from "../../src/report/model.ts";
import { beyondSchema, propertySchema } from "../../src/report/schema/evidence-schema.ts";
import { exampleSchema } from "../../src/report/schema/example-schema.ts";
import { count, number, text, value } from "../../src/report/schema/field-schema.ts";
import { mapsSchema } from "../../src/report/schema/maps-schema.ts";
import { reportSchema } from "../../src/report/schema/report-schema.ts";
import { stageTableSchema } from "../../src/report/schema/stage-table-schema.ts";

const description =
  "What a run of normfuzz found: the report.json of its report folder. docs/report.md says what each field means. Fields may be added under this id; a field that changes its meaning gets another id.";
const definitions = { text, count, number, value, contract: contractSchema, example: exampleSchema, stages: stageTableSchema, property: propertySchema, beyond: beyondSchema, maps: mapsSchema };
/** What JSON Schema cannot say: that lists are as long as shapes say. It is said by the reader's messages. */
const ignoreActions = ["raw_check", "check", "finite"];

/** The text of the file. */
export function reportJsonSchema(): string {
  const { $schema, ...rest } = toJsonSchema(reportSchema, { target: "draft-2020-12", typeMode: "output", definitions, ignoreActions });
  return `${layOutJson({ $schema, $id: reportSchemaId, title: "normfuzz report", description, ...rest })}\n`;
}
