// The report for a job summary or a comment: verdicts, the table of margins, then the violations by cause as in the terminal. What others
// wrote stands in code spans and fences that it cannot leave, and the whole ends before GitHub would refuse it.

import { beyondCard, type Card, cardText } from "./card.ts";
import { counted } from "./counted.ts";
import { cellText } from "./margin.ts";
import { code, details, fence, sections, within } from "./markdown-parts.ts";
import type { BeyondResult, Evidence, ImplementationResult, RunReport } from "./model.ts";
import { proofLine } from "./proof-text.ts";
import { causeLine, evidenceIn, evidenceOf, groupCard, type ViolationGroup, violationGroups } from "./violation-groups.ts";

/** Columns of the code blocks: what a job summary shows without scrolling. */
const width = 110;
/** GitHub refuses a job summary of more than 1 MiB for a step; what other tools add to the same one has room too. */
export const bytesMax = 1000 * 1024;
/** Bytes of a fixture's text that a page of this kind can take; the rest of it is in the JSON report. */
const fixtureMax = 64 * 1024;

/** The report in GitHub's Markdown. */
export function reportMarkdown(report: RunReport): string {
  const { run, results, summary } = report;
  const headline = summary.fail + summary.error === 0 ? `✓ ${summary.pass} pass` : `✗ ${summary.fail} fail, ${summary.error} could not be judged, ${summary.pass} pass`;
  const failures = results.flatMap(({ regressions }) => regressions?.failures ?? []);
  const head = [
    `## normfuzz: ${headline}`,
    `${counted(summary.rows, "row")} in ${run.seconds.toFixed(1)} s · seed ${code(run.seed)} · profile ${code(run.profile)} · ${code(`${run.platform}, node ${run.node}`)} · again: ${code(run.command)}`,
    verdictTable(results),
    marginTable(results),
    failures.length === 0 ? "" : ["### Regressions", ...failures.map(({ message }) => `- ${code(message)}`)].join("\n"),
  ];
  const violations = results.flatMap((result) => violationGroups(result).map((group) => () => groupDetails(result, group)));
  const parts = [...head, ...(violations.length > 0 ? ["### Violations, by cause"] : []), ...violations, ...beyondParts(results), proofList(results)];
  return `${within(parts, bytesMax, (left) => `${counted(left, "part")} of this report did not fit into a page of GitHub's: all of it is in report.html and report.json.`)}\n`;
}

function verdictTable(results: readonly ImplementationResult[]): string {
  const sign = { pass: "✓ pass", fail: "✗ fail", error: "! error" };
  const lines = results.map((result, i) => {
    const { contract, properties } = result;
    const violated = properties.filter(({ status }) => status === "fail" || status === "known").map(({ property }) => code(property));
    const promise = contract ? `${contract.storage}, ${contract.algorithm} in ${contract.accumulator}` : "";
    return `| ${i + 1} | ${sign[result.verdict]} | ${code(result.implementation)} | ${code(promise)} | ${result.rows.toLocaleString("en-US")} | ${result.error === undefined ? violated.join(", ") : code(result.error)} |`;
  });
  return ["| | verdict | implementation | contract | rows | violated |", "|--:|---|---|---|--:|---|", ...lines].join("\n");
}

function marginTable(results: readonly ImplementationResult[]): string {
  const properties = [...new Set(results.flatMap((result) => result.properties.map(({ property }) => property)))];
  if (properties.length === 0) return "";
  const head = `| worst error ÷ tolerance | ${results.map((_, i) => i + 1).join(" | ")} |`;
  const lines = properties.map((id) => {
    const cells = results.map((result) => result.properties.find(({ property }) => property === id)).map((property) => (property ? cellText(property) : ""));
    return `| ${code(id)} | ${cells.join(" | ")} |`;
  });
  return [head, `|---${"|--:".repeat(results.length)}|`, ...lines].join("\n");
}

/** The cause in the summary, the card of the simplest row inside, then the other properties, and the fixtures where they were not written to files. */
function groupDetails(result: ImplementationResult, group: ViolationGroup): string {
  const card = groupCard(result, group, width);
  const cause = causeLine(group);
  const others = group.properties.filter(({ property }) => property !== group.simplest.property);
  const also = others.map((property) => {
    const { fixture } = evidenceIn(group, property);
    return `${code(property.property)} ${cellText(property)}${fixture === undefined ? "" : ` ${code(fixture)}`}`;
  });
  // Evidence of another cause stands with that cause, unless it has none of its own.
  const ours = (evidence: Evidence) => group.cause === undefined || evidence.cause?.id === group.cause.id;
  const texts = new Set([group.simplest.fixtureText, ...group.properties.flatMap((property) => evidenceOf(property).filter(ours).map(({ fixtureText }) => fixtureText))]);
  return details(
    cause === undefined ? card.title : `${result.implementation}${group.known ? " (known)" : ""}: ${cause}`,
    sections([cause === undefined ? "" : `**${code(card.title)}**`, cardFence(card), also.length === 0 ? "" : `Also: ${also.join(", ")}`, ...[...texts].map(fixtureFence)]),
  );
}

function cardFence(card: Card): string {
  return fence(cardText(card));
}

function fixtureFence(text: string | undefined): string {
  if (text === undefined) return "";
  return text.length > fixtureMax ? "The fixture is too long for this page: it is in the JSON report." : `The fixture:\n\n${fence(text, "json")}`;
}

function beyondParts(results: readonly ImplementationResult[]): (string | (() => string))[] {
  const all = results.flatMap((result) => result.beyond.map((finding) => ({ result, finding })));
  const impossible = all.filter(({ finding }) => finding.grade === "impossible");
  const inaccurate = all.filter(({ finding }) => finding.grade === "inaccurate");
  const line = ({ symptom, count, message }: BeyondResult) => code(`${symptom} on ${counted(count, "row")}; ${message}`);
  return [
    impossible.length === 0 ? "" : "### Beyond the contracts, impossible: values that no LayerNorm has",
    ...impossible.map(({ result, finding }) => () => {
      const card = beyondCard(result, finding, width);
      return details(card.title, sections([cardFence(card), fixtureFence(finding.fixtureText)]));
    }),
    inaccurate.length === 0 ? "" : ["### Beyond the contracts, inaccurate", ...inaccurate.map(({ result, finding }) => `- ${code(result.implementation)}: ${line(finding)}`)].join("\n"),
  ];
}

function proofList(results: readonly ImplementationResult[]): string {
  const lines = results.flatMap(({ implementation, proofs = [], proofErrors = [] }) => [
    ...proofs.map(proofLine).map(({ sign, text }) => `- ${sign} ${code(implementation)}: ${code(text)}`),
    ...proofErrors.map((text) => `- ! ${code(text)}`),
  ]);
  return lines.length === 0 ? "" : ["### Proofs", ...lines].join("\n");
}
