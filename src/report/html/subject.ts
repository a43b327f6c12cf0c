// What the page is made from: every implementation with the address of its section, its counterexamples without repetition (one for each
// property and cause, with their number), and the same by cause alone, which is what a person wants to hear first.

import type { ExampleJson } from "../../findings/example-json.ts";
import { fromJsonNumber } from "../../findings/json-number.ts";
import type { Evidence, ImplementationResult, PropertyResult } from "../model.ts";
import { slug, uniqueSlugs } from "./slug.ts";

/** One card: what was found of one property, from one cause. */
export interface Finding {
  /** Fragment of the card. */
  readonly anchor: string;
  readonly property: PropertyResult;
  readonly evidence: Evidence;
  /** Name of the cause, never empty. */
  readonly cause: string;
  /** How many of the violations that were looked at it stands for; undefined where nobody counted. */
  readonly count: number | undefined;
}

/** All findings of an implementation that have one cause. */
export interface Diagnosis {
  readonly cause: string;
  readonly findings: readonly Finding[];
  /** The one with the smallest row. */
  readonly simplest: Finding;
}

export interface Subject {
  readonly result: ImplementationResult;
  /** Fragment of its section. */
  readonly anchor: string;
  readonly status: "fail" | "known" | "error" | "pass";
  readonly findings: readonly Finding[];
  readonly diagnoses: readonly Diagnosis[];
}

/** In the order of the results. */
export function subjectsOf(results: readonly ImplementationResult[]): readonly Subject[] {
  const names = uniqueSlugs();
  return results.map((result) => {
    const anchor = names(result.implementation);
    const findings = findingsOf(result, anchor);
    return { result, anchor, status: statusOf(result), findings, diagnoses: diagnosesOf(findings) };
  });
}

/** What the evidence is shown on: the smallest row, or the only one. */
export function exampleOfEvidence({ minimal, worst }: Evidence): ExampleJson | undefined {
  return minimal ?? worst;
}

export function isViolated({ status }: Pick<PropertyResult, "status">): boolean {
  return status === "fail" || status === "known";
}

/** A pass with violations that are on record and expected is shown as what it is. */
function statusOf({ verdict, properties }: ImplementationResult): Subject["status"] {
  return verdict === "pass" && properties.some(({ status }) => status === "known") ? "known" : verdict;
}

function findingsOf({ properties }: ImplementationResult, anchor: string): Finding[] {
  const names = uniqueSlugs();
  return properties.filter(isViolated).flatMap((property) => {
    const own = names(property.property);
    const all: readonly Evidence[] = [property, ...(property.others ?? [])];
    const groups = new Map<string, Evidence[]>();
    for (const evidence of all) groups.set(causeOf(evidence), [...(groups.get(causeOf(evidence)) ?? []), evidence]);
    return [...groups].map(([cause, group], k): Finding => {
      const counts = group.flatMap(({ causeCount }) => causeCount ?? []);
      return {
        anchor: k === 0 ? `${anchor}.${own}` : `${anchor}.${names(`${own}.${slug(cause)}`)}`,
        property,
        evidence: group[0],
        cause,
        count: counts.length > 0 ? counts.reduce((sum, one) => sum + one, 0) : undefined,
      };
    });
  });
}

/** Its cause, else the model that it fits, else nothing that is known. */
function causeOf(evidence: Evidence): string {
  return evidence.cause?.id ?? exampleOfEvidence(evidence)?.explanation?.hypothesis ?? "unknown";
}

function diagnosesOf(findings: readonly Finding[]): Diagnosis[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.cause, [...(groups.get(finding.cause) ?? []), finding]);
  // What breaks most comes first; sorting is stable.
  return [...groups].map(([cause, group]) => ({ cause, findings: group, simplest: group.reduce(simpler) })).sort((a, b) => b.findings.length - a.findings.length);
}

function simpler(a: Finding, b: Finding): Finding {
  return sizeOf(b) < sizeOf(a) ? b : a;
}

/** Elements; related inputs are harder to read than rows, so they come after those of any size a person would read. */
function sizeOf({ evidence }: Finding): number {
  const example = exampleOfEvidence(evidence);
  if (example === undefined) return Infinity;
  return example.rows * example.cols + (example.gamma ? 0.25 : 0) + (example.beta ? 0.25 : 0) + (example.derived === undefined ? 0 : 1000) + (example.column < 0 ? 1000 : 0);
}

/** The largest margin among findings. */
export function worstMargin(findings: readonly Finding[]): number {
  return findings.reduce((max, { property }) => Math.max(max, property.margin === null ? 0 : fromJsonNumber(property.margin)), 0);
}
