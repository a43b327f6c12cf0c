// Two runs side by side: what a reviewer of a change to a kernel wants to know. Implementations are matched by id, properties by id.

import { counted } from "../counted.ts";
import { marginText } from "../margin.ts";
import type { ImplementationResult, RunInfo, RunReport } from "../model.ts";
import { compareProperties, type PropertyChange } from "./compare-properties.ts";
import { compareRegions } from "./compare-regions.ts";
import type { Change, ChangeSection, Comparison, Tone } from "./comparison.ts";
import { runDifferences } from "./run-differences.ts";

export interface CompareOptions {
  /** A margin has moved when it is so many times what it was, or what it was is so many times what it is. */
  readonly factor: number;
}

interface Pair {
  readonly before: ImplementationResult;
  readonly after: ImplementationResult;
}

/** What changed from one report to the other. */
export function compareReports(a: RunReport, b: RunReport, { factor }: CompareOptions): Comparison {
  const before = new Map(a.results.map((result) => [result.implementation, result]));
  const after = new Map(b.results.map((result) => [result.implementation, result]));
  const pairs = [...after.values()].flatMap((one) => (before.has(one.implementation) ? [{ before: before.get(one.implementation)!, after: one }] : []));
  const added = [...after.values()].filter(({ implementation }) => !before.has(implementation));
  const removed = [...before.values()].filter(({ implementation }) => !after.has(implementation));

  const all = pairs.flatMap((pair) => propertyChanges(pair, factor));
  const of = (kind: PropertyChange["kind"]) => all.filter(({ change }) => change.kind === kind).map(changeOf);
  const margins = all.flatMap((one) => (one.change.kind === "margin" ? [{ ...one, growth: one.change.growth ?? 1 }] : []));
  const newlyViolated = [...of("violated"), ...added.flatMap(failures)];
  const sections: ChangeSection[] = [
    section("Newly violated", "worse", newlyViolated),
    section("Can no longer be judged", "worse", pairs.flatMap(newlyLost)),
    section("Regressions that no longer do what their status says", "worse", pairs.flatMap(newlyBroken)),
    section("Fixed", "better", [...of("fixed"), ...pairs.flatMap(mended)]),
    section("Violated before, not judged now", "changed", of("unjudged")),
    section("Violations with other causes", "changed", of("cause")),
    section("Violations that are now on record, or no longer", "changed", [...of("recorded"), ...of("unrecorded")]),
    section(`Margins that grew by a factor of ${factor} or more`, "changed", margins.filter(({ growth }) => growth > 1).sort((x, y) => y.growth - x.growth).map(changeOf)),
    section(`Margins that shrank by a factor of ${factor} or more`, "changed", margins.filter(({ growth }) => growth < 1).sort((x, y) => x.growth - y.growth).map(changeOf)),
    section("Other contracts: their margins are of other tolerances", "changed", pairs.flatMap(otherContract)),
    section("Beyond the contracts", "changed", pairs.flatMap(beyondChanges)),
    section("Regions in which the error is small", "changed", pairs.flatMap(({ before: x, after: y }) => compareRegions(x.maps, y.maps).map(({ text, size }) => ({ implementation: y.implementation, text: size === "other" ? text : `${size}, ${text}` })))),
    section("Implementations added", "changed", added.map((result) => ({ implementation: result.implementation, text: verdictOf(result) }))),
    section("Implementations removed", "changed", removed.map((result) => ({ implementation: result.implementation, text: `it was: ${verdictOf(result)}` }))),
  ].filter(({ changes }) => changes.length > 0);
  const verdictChanges = new Set<PropertyChange["kind"]>(["violated", "fixed", "unjudged"]);
  const changed = all.filter(({ change }) => verdictChanges.has(change.kind)).length;
  const compared = pairs.reduce((sum, pair) => sum + propertyIds(pair).length, 0);
  return { sides: { before: sideOf(a.run), after: sideOf(b.run) }, differences: runDifferences(a, b), sections, compared, same: compared - changed, worse: sections.some(({ tone }) => tone === "worse") };
}

function section(title: string, tone: Tone, changes: readonly Change[]): ChangeSection {
  return { title, tone, changes };
}

interface FoundChange {
  readonly implementation: string;
  readonly property: string;
  readonly change: Exclude<PropertyChange, { readonly kind: "same" }>;
}

function propertyChanges(pair: Pair, factor: number): FoundChange[] {
  // A run that was lost judged nothing: that it was lost is what has changed.
  if (pair.after.properties.length === 0 || pair.before.properties.length === 0) return [];
  const forgotten = (pair.after.regressions?.replayed ?? 0) < (pair.before.regressions?.replayed ?? 0);
  const find = ({ properties }: ImplementationResult, id: string) => properties.find(({ property }) => property === id);
  return propertyIds(pair).flatMap((id) =>
    compareProperties(find(pair.before, id), find(pair.after, id), { factor, forgotten }).flatMap((change) => (change.kind === "same" ? [] : [{ implementation: pair.after.implementation, property: id, change }])),
  );
}

function propertyIds({ before, after }: Pair): readonly string[] {
  return [...new Set([...after.properties, ...before.properties].map(({ property }) => property))];
}

function changeOf({ implementation, property, change }: FoundChange): Change {
  return { implementation, property, text: change.text };
}

/** Of an implementation that was not there before: what open regressions know is no news. */
function failures({ implementation, properties }: ImplementationResult): Change[] {
  return properties.filter(({ status }) => status === "fail").map(({ property, margin }) => ({ implementation, property, text: `an implementation that was not there before violates it, by ${marginText(margin) || "an unknown factor"}` }));
}

function newlyLost({ before, after }: Pair): Change[] {
  return after.verdict === "error" && before.verdict !== "error" ? [{ implementation: after.implementation, text: after.error ?? "unknown" }] : [];
}

function mended({ before, after }: Pair): Change[] {
  return before.verdict === "error" && after.verdict !== "error" ? [{ implementation: after.implementation, text: `can be judged again: ${verdictOf(after)}` }] : [];
}

function newlyBroken({ before, after }: Pair): Change[] {
  const known = new Set((before.regressions?.failures ?? []).map(({ file }) => file));
  return (after.regressions?.failures ?? []).filter(({ file }) => !known.has(file)).map(({ property, message }) => ({ implementation: after.implementation, property, text: message }));
}

function otherContract({ before: { contract: a }, after: { contract: b, implementation } }: Pair): Change[] {
  if (a === undefined || b === undefined || JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())) return [];
  return [{ implementation, text: `${contractText(a)} → ${contractText(b)}` }];
}

function contractText({ storage, accumulator, algorithm, summation, output, arithmetic }: NonNullable<ImplementationResult["contract"]>): string {
  return `${storage}, ${algorithm} in ${accumulator}, summation ${typeof summation === "string" ? summation : `of height ${summation.height}`}, output ${output}${arithmetic === "wgsl" ? ", arithmetic of WGSL" : ""}`;
}

/** How often something was seen depends on the rows that were tried; whether it was seen at all says more. */
function beyondChanges({ before, after }: Pair): Change[] {
  const has = ({ beyond }: ImplementationResult, symptom: string) => beyond.some((one) => one.symptom === symptom);
  const { implementation } = after;
  return [
    ...after.beyond.filter(({ symptom }) => !has(before, symptom)).map(({ grade, symptom, message }) => ({ implementation, text: `new: ${grade}, ${symptom}; ${message}` })),
    ...before.beyond.filter(({ symptom }) => !has(after, symptom)).map(({ grade, symptom }) => ({ implementation, text: `no longer: ${grade}, ${symptom}` })),
  ];
}

function verdictOf({ verdict, error, properties }: ImplementationResult): string {
  if (verdict === "error") return `could not be judged: ${error ?? "unknown"}`;
  const fails = properties.filter(({ status }) => status === "fail").length;
  const known = properties.filter(({ status }) => status === "known").length;
  const parts = [...(fails > 0 ? [`${counted(fails, "property", "properties")} violated`] : []), ...(known > 0 ? [`${known} known`] : [])];
  return parts.length > 0 ? parts.join(", ") : verdict;
}

function sideOf({ seed, profile, version, startedAt }: RunInfo): string {
  return `seed ${seed} · profile ${profile} · normfuzz ${version} · ${startedAt}`;
}
