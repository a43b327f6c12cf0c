// A margin in four characters, the same in every report: how far the worst error is from the tolerance.

import { fromJsonNumber, type JsonNumber } from "../findings/json-number.ts";
import type { PropertyResult, PropertyStatus } from "./model.ts";

/** "0.93", "12", "9.4k", "2e9", "∞". */
export function marginText(margin: JsonNumber | null): string {
  if (margin === null) return "";
  const value = fromJsonNumber(margin);
  if (!Number.isFinite(value)) return "∞";
  // Rounded up: 0.999 must not be read as a tolerance that was reached, nor 1.001 as one that was kept.
  if (value <= 1) return (Math.ceil(value * 100 - 1e-9) / 100).toFixed(2);
  if (value < 9.95) return Math.max(value, 1.1).toFixed(1);
  if (value < 999.5) return value.toFixed(0);
  if (value < 9.95e3) return `${(value / 1e3).toFixed(1)}k`;
  if (value < 99.5e3) return `${(value / 1e3).toFixed(0)}k`;
  return value.toExponential(0).replace("e+", "e");
}

const signs: Readonly<Record<PropertyStatus, string>> = { pass: "✓", fail: "✗", known: "~", skip: "–" };

/** What a cell of the table shows: a sign, and the margin where it says something. Colour only repeats it. */
export function cellText({ status, margin }: Pick<PropertyResult, "status" | "margin">): string {
  if (status === "skip") return signs.skip;
  const exact = status === "pass" && (margin === null || fromJsonNumber(margin) === 0);
  if (exact) return signs.pass;
  return status === "pass" ? marginText(margin) : `${signs[status]}${marginText(margin)}`;
}
