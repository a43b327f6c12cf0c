// One property of one implementation in two runs: what of it changed.

import { fromJsonNumber } from "../../findings/json-number.ts";
import { placeOf } from "../card.ts";
import { cellText } from "../margin.ts";
import type { PropertyResult } from "../model.ts";
import { evidenceOf, isViolated } from "../violation-groups.ts";

export type PropertyChange =
  | { readonly kind: "violated" | "fixed" | "unjudged" | "recorded" | "unrecorded" | "cause" | "margin"; readonly text: string; readonly growth?: number }
  | { readonly kind: "same" };

/** Margins below this are all very small: a hundredth is the least that reports show. */
const marginFloor = 0.01;

/** `before` and `after` are undefined where a run did not have the property. */
export function compareProperties(before: PropertyResult | undefined, after: PropertyResult | undefined, factor: number): readonly PropertyChange[] {
  const violatedBefore = before !== undefined && isViolated(before);
  const violatedAfter = after !== undefined && isViolated(after);
  const cells = `${cellOf(before)} → ${cellOf(after)}`;
  if (violatedAfter && !violatedBefore) return [{ kind: "violated", text: `${cells}${reasonOf(after)}${after.status === "known" ? "; on record as an open regression" : ""}` }];
  if (violatedBefore && !violatedAfter) {
    const judged = after !== undefined && after.status === "pass";
    return [{ kind: judged ? "fixed" : "unjudged", text: judged ? `${cells}${reasonOf(before).replace(/^ {3}/, "   was: ")}` : `${cells}   it was violated, and was not judged now` }];
  }
  if (before === undefined || after === undefined) return [{ kind: "same" }];
  const changes = [...recordChange(before, after, cells), ...(violatedAfter ? causeChange(before, after) : []), ...marginChange(before, after, factor)];
  return changes.length > 0 ? changes : [{ kind: "same" }];
}

function recordChange(before: PropertyResult, after: PropertyResult, cells: string): PropertyChange[] {
  if (before.status === "fail" && after.status === "known") return [{ kind: "recorded", text: `${cells}   now on record${after.fixture === undefined ? "" : ` in ${after.fixture}`}` }];
  if (before.status === "known" && after.status === "fail") return [{ kind: "unrecorded", text: `${cells}   no longer on record: its open regression is gone` }];
  return [];
}

function causeChange(before: PropertyResult, after: PropertyResult): PropertyChange[] {
  const [a, b] = [causesOf(before), causesOf(after)];
  if (a.size === 0 || b.size === 0) return [];
  const gone = [...a].filter(([id]) => !b.has(id)).map(([, label]) => label);
  const come = [...b].filter(([id]) => !a.has(id)).map(([, label]) => label);
  if (gone.length + come.length === 0) return [];
  const parts = [...(come.length > 0 ? [`now also or instead: ${come.join(", ")}`] : []), ...(gone.length > 0 ? [`no longer: ${gone.join(", ")}`] : [])];
  return [{ kind: "cause", text: parts.join("; ") }];
}

function marginChange(before: PropertyResult, after: PropertyResult, factor: number): PropertyChange[] {
  const [a, b] = [marginOf(before), marginOf(after)];
  if (a === undefined || b === undefined || a === b) return [];
  const growth = Math.max(b, marginFloor) / Math.max(a, marginFloor);
  const moved = growth >= factor || growth <= 1 / factor || Number.isNaN(growth);
  if (!moved) return [];
  const times = !Number.isFinite(growth) || growth === 0 ? "" : `   × ${growth >= 1 ? growth.toPrecision(2) : `1/${(1 / growth).toPrecision(2)}`}`.replace(/e\+/, "e");
  return [{ kind: "margin", text: `${cellOf(before)} → ${cellOf(after)}${times}`, growth }];
}

function marginOf({ status, margin }: PropertyResult): number | undefined {
  if (status === "skip" || margin === null) return undefined;
  const value = fromJsonNumber(margin);
  return Number.isNaN(value) ? undefined : value;
}

function cellOf(property: PropertyResult | undefined): string {
  return property === undefined ? "not judged" : cellText(property);
}

/** "   squares overflow, at y[1]" */
function reasonOf(property: PropertyResult): string {
  const { minimal, worst } = property;
  const example = minimal ?? worst;
  const labels = [...causesOf(property).values()];
  const place = example === undefined ? "" : placeOf(example);
  return `   ${labels.length > 0 ? labels.join(", ") : "cause not known"}${place}`;
}

/** Labels by id, in the order of the evidence. */
function causesOf(property: PropertyResult): ReadonlyMap<string, string> {
  const causes = new Map<string, string>();
  for (const { cause, minimal, worst } of evidenceOf(property)) {
    const explanation = (minimal ?? worst)?.explanation;
    if (cause !== undefined) causes.set(cause.id, cause.label);
    else if (explanation !== undefined) causes.set(explanation.hypothesis, explanation.hypothesis);
  }
  return causes;
}
