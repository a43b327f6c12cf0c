// The violations of an implementation as a reader wants them: by what causes them, so that one mistake that breaks ten properties is one
// finding. Those without a known cause stand alone, since nothing says that they have anything in common.

import type { Cause } from "../findings/cause.ts";
import { fromJsonNumber, jsonNumber, type JsonNumber } from "../findings/json-number.ts";
import { type Card, violationCard } from "./card.ts";
import { counted } from "./counted.ts";
import { groupByCause } from "./group-by-cause.ts";
import type { Evidence, ImplementationResult, PropertyResult } from "./model.ts";

export interface ViolationGroup {
  /** Absent where it is not known, or where it is not known by name. */
  readonly cause?: Cause | undefined;
  /** Violated for this reason; those that are not known violations first. */
  readonly properties: readonly PropertyResult[];
  /** Violations that were looked at and have this cause; undefined where nobody counted. */
  readonly count?: number | undefined;
  /** The property of the simplest counterexample, with that counterexample for its evidence. */
  readonly simplest: PropertyResult;
  /** Every one of them is on record. */
  readonly known: boolean;
}

/** What nothing is known about has no name of its own. */
const nameless = "unknown";

/** In the order of how many properties they break; known ones last. */
export function violationGroups(result: ImplementationResult): readonly ViolationGroup[] {
  const violated = result.properties.filter(isViolated);
  const groups: ViolationGroup[] = [];
  const grouped = new Set<string>();
  for (const { cause, properties, count, evidence, property } of groupByCause({ properties: violated })) {
    if (cause.id === nameless) continue;
    const own = violated.filter((one) => properties.includes(one.property));
    for (const id of properties) grouped.add(id);
    groups.push(group(own, { ...own.find((one) => one.property === property)!, ...evidence }, cause, count));
  }
  for (const property of violated) if (!grouped.has(property.property)) groups.push(group([property], property));
  return [...groups.filter(({ known }) => !known), ...groups.filter(({ known }) => known)];
}

function group(properties: readonly PropertyResult[], simplest: PropertyResult, cause?: Cause, count?: number): ViolationGroup {
  const inOrder = [...properties.filter(({ status }) => status === "fail"), ...properties.filter(({ status }) => status !== "fail")];
  return { cause, properties: inOrder, count, simplest, known: properties.every(({ status }) => status === "known") };
}

export function isViolated({ status }: Pick<PropertyResult, "status">): boolean {
  return status === "fail" || status === "known";
}

/** "squares overflow: 12 properties, 40 violations looked at"; undefined where the cause has no name. */
export function causeLine({ cause, properties, count }: ViolationGroup): string | undefined {
  if (cause === undefined) return undefined;
  const looked = count === undefined ? "" : `, ${counted(count, "violation")} looked at`;
  return `${cause.label}: ${counted(properties.length, "property", "properties")}${looked}`;
}

/** The card of its simplest counterexample. */
export function groupCard(result: ImplementationResult, { simplest, known }: ViolationGroup, width: number): Card {
  return violationCard(result, { ...simplest, status: known ? "known" : "fail" }, width);
}

/** The largest margin of its properties. */
export function groupMargin({ properties }: ViolationGroup): JsonNumber {
  return jsonNumber(properties.reduce((max, { margin }) => Math.max(max, margin === null ? 0 : fromJsonNumber(margin)), 0));
}

/** Every counterexample of a property: its own, then those with other causes. */
export function evidenceOf(property: PropertyResult): readonly Evidence[] {
  return [property, ...(property.others ?? [])];
}
