// The report for a job summary: verdicts, the table of margins, and every violation as in the terminal. What others wrote stands in
// code spans and fences that it cannot leave.

import { escapeHtml } from "./escape-html.ts";
import { beyondCard, cardText, violationCard } from "./card.ts";
import { counted } from "./counted.ts";
import { cellText } from "./margin.ts";
import type { ImplementationResult, RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { proofLine } from "./proof-text.ts";

/** Columns of the code blocks: what a job summary shows without scrolling. */
const width = 110;
/** GitHub cuts a job summary at 1 MiB; beyond so many cards the files say more than the page. */
const cardsMax = 60;

/** The report in GitHub's Markdown. */
export function reportMarkdown(report: RunReport): string {
  const { run, results, summary } = report;
  const headline = summary.fail + summary.error === 0 ? `✓ ${summary.pass} pass` : `✗ ${summary.fail} fail, ${summary.error} could not be judged, ${summary.pass} pass`;
  const cards = results.flatMap((result) => [
    ...result.properties.filter(({ status }) => status === "fail" || status === "known").map((property) => ({ card: violationCard(result, property, width), text: property.fixtureText })),
    ...result.beyond.filter(({ grade }) => grade === "impossible").map((finding) => ({ card: beyondCard(result, finding, width), text: finding.fixtureText })),
  ]);
  const failures = results.flatMap(({ regressions }) => regressions?.failures ?? []);
  const inaccurate = results.flatMap((result) => result.beyond.filter(({ grade }) => grade === "inaccurate").map((finding) => ({ result, finding })));
  const sections = [
    `## normfuzz: ${headline}`,
    `${counted(summary.rows, "row")} in ${run.seconds.toFixed(1)} s · seed ${code(run.seed)} · profile ${code(run.profile)} · ${code(`${run.platform}, node ${run.node}`)} · again: ${code(run.command)}`,
    verdictTable(results),
    marginTable(results),
    proofList(results),
    failures.length === 0 ? "" : ["### Regressions", ...failures.map(({ message }) => `- ${code(message)}`)].join("\n"),
    ...cards.slice(0, cardsMax).map(({ card, text }) => details(card.title, fence(cardText(card)) + (text === undefined ? "" : `\n\nThe fixture:\n\n${fence(text, "json")}`))),
    cards.length > cardsMax ? `${cards.length - cardsMax} more are in the JSON report.` : "",
    inaccurate.length === 0 ? "" : ["### Beyond the contracts, inaccurate", ...inaccurate.map(({ result, finding }) => `- ${code(result.implementation)}: ${code(`${finding.symptom} on ${counted(finding.count, "row")}; ${finding.message}`)}`)].join("\n"),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
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

function proofList(results: readonly ImplementationResult[]): string {
  const lines = results.flatMap(({ implementation, proofs = [], proofErrors = [] }) => [
    ...proofs.map(proofLine).map(({ sign, text }) => `- ${sign} ${code(implementation)}: ${code(text)}`),
    ...proofErrors.map((text) => `- ! ${code(text)}`),
  ]);
  return lines.length === 0 ? "" : ["### Proofs", ...lines].join("\n");
}

/** Inline code: HTML with every character that Markdown knows as an entity, since a code span cannot hold backticks or pipes safely. */
function code(text: string): string {
  return text === "" ? "" : `<code>${entities(text)}</code>`;
}

function entities(text: string): string {
  return escapeHtml(plainText(text)).replace(/[|\\*_[\]~@#:]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function details(title: string, body: string): string {
  return `<details><summary><code>${entities(title)}</code></summary>\n\n${body}\n\n</details>`;
}

/** A fence longer than any run of backticks inside. */
function fence(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}
