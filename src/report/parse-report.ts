// A report read again from its JSON. The file may be anybody's: nothing of it is used before its shape is known to be right, and what is
// wrong with it is said in one line.

import * as v from "valibot";
import { type RunReport, reportSchemaId, runReport } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { ReportError } from "./report-error.ts";
import { reportSchema } from "./schema/report-schema.ts";

const mend = "restore the file, or write it again with normfuzz verify";
/** Characters of a received value that a message quotes. */
const quotedMax = 60;

/** The report in the text of `file`. Throws a ReportError. What can be counted is counted again, whatever the file says. */
export function parseReport(text: string, file: string): RunReport {
  const json = jsonOf(text, file);
  checkSchema(json, file);
  const parsed = v.safeParse(reportSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ReportError(file, fieldOf(issue), `${problemOf(issue)}; ${mend}`);
  }
  const { run, results, files } = parsed.output;
  return runReport(run, results, files);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new ReportError(file, "", `is not JSON (${plainText(clipped((cause as Error).message, 120))}); give the report.json that normfuzz verify writes`, { cause });
  }
}

function checkSchema(json: unknown, file: string): void {
  const fail = (problem: string): never => {
    throw new ReportError(file, "", problem);
  };
  const schema: unknown = typeof json === "object" && json !== null ? (json as { readonly schema?: unknown }).schema : undefined;
  if (schema === reportSchemaId) return;
  if (typeof schema !== "string") fail('is JSON, but not a report of normfuzz: it has no field "schema"; give the report.json that normfuzz verify writes');
  const [, kind, version] = /^normfuzz\/([a-z-]+)\/(\d+)$/.exec(schema as string) ?? [];
  if (kind === "fixture") fail("is a regression fixture, not a report; normfuzz replay shows it");
  if (kind !== "report") fail(`is JSON, but not a report of normfuzz: its schema is ${quoted(schema)}; give the report.json that normfuzz verify writes`);
  const own = Number(reportSchemaId.split("/").at(-1));
  if (Number(version) < own) fail(`was written by an older normfuzz (${schema}), and this one reads ${reportSchemaId}; write it again with normfuzz verify`);
  fail(`was written by a newer normfuzz (${schema}), and this one reads ${reportSchemaId}; update normfuzz`);
}

/** "results[0].properties[3].margin". */
function fieldOf({ path }: v.BaseIssue<unknown>): string {
  return (path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${plainText(clipped(String(key), quotedMax))}`)).join("").replace(/^\./, "");
}

const kinds: Readonly<Record<string, string>> = { string: "a text", number: "a number", Array: "a list", Object: "an object", boolean: "true or false" };

function problemOf(issue: v.BaseIssue<unknown>): string {
  const { input, expected, message } = issue;
  if (issue.kind === "schema" && input === undefined) return "is missing";
  // Messages of ours say what must be; those of the library begin with "Invalid".
  const wanted = message.startsWith("Invalid") ? `must be ${kinds[expected ?? ""] ?? (expected ?? "something else").replaceAll(" | ", ", ").replace(/^\((.*)\)$/, "one of $1")}` : message;
  return typeof input === "object" && input !== null && !message.startsWith("Invalid") ? wanted : `${wanted}; it is ${quoted(input)}`;
}

function quoted(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return plainText(clipped(JSON.stringify(value) ?? String(value), quotedMax));
}

function clipped(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
