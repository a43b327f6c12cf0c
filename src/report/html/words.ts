// Verdicts, margins and places in words, for people who cannot see the colours or the signs: the same in every part of the page.

import type { ExampleJson } from "../../findings/example-json.ts";
import { fromJsonNumber, type JsonNumber } from "../../findings/json-number.ts";
import { marginText } from "../margin.ts";
import type { PropertyResult } from "../model.ts";
import type { Subject } from "./subject.ts";

export const statusSign: Readonly<Record<Subject["status"], string>> = { pass: "✓", fail: "✗", known: "~", error: "!" };
export const statusWord: Readonly<Record<Subject["status"], string>> = { pass: "pass", fail: "fail", known: "known failures", error: "not judged" };

/** "holds, worst error 0.48 of the tolerance"; "violated, 2000 times the tolerance". */
export function cellWords({ status, margin }: Pick<PropertyResult, "status" | "margin">): string {
  if (status === "skip") return "does not apply";
  if (status === "pass") return margin === null || fromJsonNumber(margin) === 0 ? "holds exactly" : `holds, worst error ${marginText(margin)} of the tolerance`;
  return `${status === "known" ? "known violation" : "violated"}, ${timesWords(margin)}`;
}

/** "2000 times the tolerance", "beyond any tolerance". */
export function timesWords(margin: JsonNumber | null): string {
  if (margin === null) return "by an unknown factor";
  const value = fromJsonNumber(margin);
  if (!Number.isFinite(value)) return "beyond any tolerance";
  // A recorded violation whose row was not met again has the margin of the rows that were.
  return value > 1 ? `${factorWords(value)} times the tolerance` : "not met again in this run";
}

/** Three digits, rounded up: 1.001 must not be read as a tolerance that was kept. */
function factorWords(value: number): string {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  const rounded = Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(3));
  return rounded < 1e6 ? rounded.toLocaleString("en-US") : rounded.toExponential().replace("e+", "e");
}

/** "y[1]", "y[2][1]", "row 2", and on which related input; empty for the whole of a single row. */
export function placeWords({ rows, row, column, derived, dy }: ExampleJson): string {
  const place = column < 0 ? (rows > 1 ? `row ${row}` : "") : `${dy === undefined ? "y" : "dx"}[${rows > 1 ? `${row}][` : ""}${column}]`;
  return derived === undefined ? place : `${place} of related input ${derived + 1}`.trim();
}

/** "n = 3", "4 × 768". */
export function sizeWords({ rows, cols }: ExampleJson): string {
  return rows === 1 ? `n = ${cols}` : `${rows} × ${cols}`;
}

/** A number as short as it may be read: whole numbers as they are, else so many digits, and powers of ten where zeros would be many. */
export function shortNumber(x: number, digits = 5): string {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  if (size < 1e6 && Number.isInteger(x)) return String(x).replace("-", "−");
  const text = size < 1e-3 || size >= 1e6 ? x.toExponential(2).replace("e+", "e").replace(/\.?0+e/, "e") : String(Number(x.toPrecision(digits)));
  return text.replaceAll("-", "−");
}
