// The report as a JSON file: the model itself, with a line for each property and each finding, so that a file of hundreds of implementations is
// written at once, is not twice as large for its indentation, and still is compared line by line.

import type { RunReport } from "./model.ts";

/** Report, results, result, properties: what lies deeper stands on one line. */
const depthMax = 4;

/** The text of the file; the same report always gives the same text. */
export function reportJson(report: RunReport): string {
  return `${laidOut(report, depthMax, "")}\n`;
}

/** A line for each entry, down to `depth` levels. Fields that are undefined are left out. */
function laidOut(value: unknown, depth: number, indent: string): string {
  if (typeof value !== "object" || value === null || depth === 0) return onOneLine(value);
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item) => laidOut(item, depth - 1, inner))
    : Object.entries(value).flatMap(([key, field]) => (field === undefined ? [] : [`${JSON.stringify(key)}: ${laidOut(field, depth - 1, inner)}`]));
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return entries.length === 0 ? `${open}${close}` : `${open}\n${inner}${entries.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** Numbers that JSON lacks are written as text; JSON.stringify writes null for them, so that only what has a null is looked through. */
function onOneLine(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes("null") ? JSON.stringify(value, (_, field: unknown) => (typeof field === "number" && !Number.isFinite(field) ? String(field) : field)) : text;
}
