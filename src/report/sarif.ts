// The report as SARIF 2.1.0 (OASIS), which code scanning reads: a rule for each property, a result for each violated property and cause, at
// the file of the implementation. Known violations are there too, as suppressed.

import { fromJsonNumber } from "../findings/json-number.ts";
import { cardText, violationCard } from "./card.ts";
import type { Evidence, ImplementationResult, PropertyResult, RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { type Folder, sourceUri } from "./source-uri.ts";
import { evidenceOf, isViolated } from "./violation-groups.ts";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription?: { readonly text: string };
  readonly help?: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration?: { readonly level: "error" };
}

/** Columns of the text of a result. */
const width = 110;

export interface SarifOptions {
  readonly folder: Folder;
}

/** The text of the file. */
export function reportSarif({ run, results }: RunReport, { folder }: SarifOptions = { folder: "" }): string {
  const rules = rulesOf(results);
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const found = results.flatMap((result) => [
    ...result.properties.filter(isViolated).flatMap((property) => evidenceOf(property).map((evidence, k) => violation(result, { ...property, ...alone(evidence), others: undefined }, { folder, first: k === 0 }))),
    ...(result.regressions?.failures ?? []).map((failure) => ({
      ruleId: id(failure.property),
      level: "error",
      message: { text: plainText(failure.message) },
      locations: [location({ file: failure.file }, result, folder)],
      fingerprints: { "normfuzz/finding/1": plainText(`${result.implementation} ${failure.property} regression ${failure.file}`) },
    })),
  ]);
  const notJudged = results.filter(({ verdict }) => verdict === "error").map(({ implementation, error }) => ({ level: "error", message: { text: plainText(`${implementation} could not be judged: ${error ?? "unknown"}`) } }));
  const invocation = { executionSuccessful: notJudged.length === 0, commandLine: plainText(run.command), ...times(run.startedAt, run.seconds), toolExecutionNotifications: notJudged };
  const driver = { name: "normfuzz", version: plainText(run.version), rules };
  const log = {
    $schema: schema,
    version: "2.1.0",
    runs: [{ tool: { driver }, invocations: [invocation], results: found.map((result) => ({ ...result, ruleIndex: index.get(result.ruleId) })), properties: { seed: plainText(run.seed), profile: plainText(run.profile) } }],
  };
  return `${JSON.stringify(log, undefined, 1)}\n`;
}

/** One for every property that was judged, and for those that a broken regression names. */
function rulesOf(results: readonly ImplementationResult[]): readonly Rule[] {
  const rules = new Map<string, Rule>();
  for (const { property, statement, why } of results.flatMap(({ properties }) => properties)) {
    if (rules.has(id(property))) continue;
    const text = plainText(`${statement}. ${why}`);
    rules.set(id(property), {
      id: id(property),
      shortDescription: { text: plainText(statement) },
      fullDescription: { text: plainText(why) },
      help: { text, markdown: text.replace(/[\\`*_{}[\]()#+!|<>~@:-]/g, "\\$&") },
      defaultConfiguration: { level: "error" },
    });
  }
  for (const { property } of results.flatMap(({ regressions }) => regressions?.failures ?? [])) {
    if (!rules.has(id(property))) rules.set(id(property), { id: id(property), shortDescription: { text: `a recorded violation of ${id(property)}` } });
  }
  return [...rules.values()];
}

function violation(result: ImplementationResult, property: PropertyResult, { folder, first }: { readonly folder: Folder; readonly first: boolean }) {
  const { implementation, source } = result;
  const { status, minimal, worst, fixture, cause, margin } = property;
  const card = violationCard(result, property, width);
  const example = minimal ?? worst;
  const reason = cause?.id ?? example?.explanation?.hypothesis ?? "unknown";
  const wrong = example === undefined ? "" : `: ${plainText(example.message)}`;
  const own = first && margin !== null && Number.isFinite(fromJsonNumber(margin)) ? { margin: fromJsonNumber(margin) } : {};
  return {
    ruleId: id(property.property),
    level: status === "known" ? "note" : "error",
    message: { text: `${plainText(card.title)}${wrong}\n\n${cardText(card)}` },
    locations: [location(source ?? (fixture === undefined ? undefined : { file: fixture }), result, folder)],
    fingerprints: { "normfuzz/finding/1": plainText(`${implementation} ${property.property} ${reason}`) },
    properties: { implementation: plainText(implementation), cause: plainText(reason), ...own },
    ...(status === "known" ? { suppressions: [{ kind: "external", status: "accepted", justification: plainText(`on record as an open regression${fixture === undefined ? "" : `: ${fixture}`}`) }] } : {}),
  };
}

/** Evidence of another cause has nothing of the first one's. */
function alone({ minimal, worst, fixture, fixtureText, replay, cause, causeCount, found }: Evidence): Evidence {
  return { minimal, worst, fixture, fixtureText, replay, cause, causeCount, found };
}

function location(source: ImplementationResult["source"], { implementation }: ImplementationResult, folder: Folder) {
  const logicalLocations = [{ name: plainText(implementation), kind: "function" }];
  if (source === undefined) return { logicalLocations };
  return { physicalLocation: { artifactLocation: { uri: sourceUri(source.file, folder) }, region: { startLine: Math.max(1, source.line ?? 1) } }, logicalLocations };
}

function times(startedAt: string, seconds: number) {
  const begun = Date.parse(startedAt);
  const ended = begun + seconds * 1000;
  // Dates end at ±8.64e15 ms (ECMA-262, time values).
  if (!(Math.abs(ended) <= 8.64e15)) return {};
  return { startTimeUtc: new Date(begun).toISOString(), endTimeUtc: new Date(ended).toISOString() };
}

function id(property: string): string {
  return plainText(property);
}
