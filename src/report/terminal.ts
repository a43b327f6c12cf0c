// The report for a terminal: who passed, by how much, then the violations by cause, each with its smallest row in full, then what happens
// beyond the contracts, then proofs, and where the files are. Everything that others wrote is made harmless first.

import picocolors from "picocolors";
import type { Colors } from "picocolors/types.js";
import { beyondCard, type Card, type CardField, placeOf } from "./card.ts";
import { counted } from "./counted.ts";
import { cellText } from "./margin.ts";
import type { BeyondResult, Evidence, ImplementationResult, PropertyResult, RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { proofLine } from "./proof-text.ts";
import { implementationLines, marginTable } from "./terminal-table.ts";
import { causeLine, evidenceIn, groupCard, type ViolationGroup, violationGroups } from "./violation-groups.ts";
import { wrapped } from "./wrapped.ts";

export interface TerminalOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

const labelWidth = 12;
/** With more implementations than this nobody reads a card for each cause: the first of each has one, and the others a line. The page has them all. */
const manyMin = 40;
const widthMin = 60;

/** The whole report as lines joined by newlines, ending in one. */
export function terminalReport(report: RunReport, { width: given, colour }: TerminalOptions): string {
  const colors = picocolors.createColors(colour);
  const width = Math.max(given, widthMin);
  const { run, results } = report;
  const many = results.length > manyMin;
  const sections = [
    [`normfuzz ${plainText(run.version)} · seed ${plainText(run.seed)} · profile ${plainText(run.profile)} · ${plainText(run.platform)}, node ${plainText(run.node)}`],
    implementationLines(report, width, colors),
    marginTable(report, width, colors),
    // In full: the line above has no room for a path and what is wrong with the file.
    results.flatMap(({ implementation, error }) => (error === undefined ? [] : wrapped(plainText(`! ${implementation}: ${error}`), width).map((line) => colors.yellow(line)))),
    results.flatMap(({ regressions }) => (regressions?.failures ?? []).map(({ message }) => `${colors.red("✗ regression")} ${plainText(message)}`)),
    ...results.flatMap((result) => violationGroups(result).map((group, i) => (many && i > 0 ? groupLine(result, group, width, colors) : groupLines(result, group, width, colors)))),
    ...beyondSections(results, width, colors, many),
    proofLines(results, width, colors),
    [summaryLine(report, colors), ...filesLines(report)],
  ];
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** One violation alone, as `normfuzz replay` shows it. */
export function terminalCard(card: Card, { width, colour }: TerminalOptions): string {
  return `${cardLines(card, Math.max(width, widthMin), picocolors.createColors(colour)).join("\n")}\n`;
}

export interface Facts {
  readonly sign: "✓" | "✗" | "!";
  readonly title: string;
  readonly fields: readonly CardField[];
}

/** A verdict and the facts behind it, laid out like a card. */
export function terminalFacts({ sign, title, fields }: Facts, { width, colour }: TerminalOptions): string {
  const colors = picocolors.createColors(colour);
  const paint = { "✓": colors.green, "✗": colors.red, "!": colors.yellow }[sign];
  const [first, ...more] = wrapped(plainText(title), Math.max(width, widthMin) - 2);
  const lines = [`${paint(sign)} ${colors.bold(first)}`, ...more.map((line) => `  ${colors.bold(line)}`)];
  return `${[...lines, ...fieldLines(fields, Math.max(width, widthMin), colors)].join("\n")}\n`;
}

function proofLines(results: readonly ImplementationResult[], width: number, colors: Colors): string[] {
  const lines = results.flatMap(({ implementation, proofs = [], proofErrors = [] }) => [
    ...proofs.map(proofLine).map(({ sign, text }) => ({ sign, text: `${implementation}: ${text}` })),
    ...proofErrors.map((text) => ({ sign: "!" as const, text })),
  ]);
  const paint = { "✓": colors.green, "✗": colors.red, "!": colors.yellow };
  return lines.flatMap(({ sign, text }) => wrapped(plainText(text), width - 2).map((line, i) => `${i === 0 ? paint[sign](sign) : " "} ${line}`));
}

/** The cause, the card of the simplest row, and a line for every other property that is violated for the same reason. */
function groupLines(result: ImplementationResult, group: ViolationGroup, width: number, colors: Colors): string[] {
  const cause = causeLine(group);
  const paint = group.known ? colors.yellow : colors.red;
  const head = cause === undefined ? [] : wrapped(plainText(`${result.implementation}: ${cause}`), width).map((line) => paint(colors.bold(line)));
  const others = group.properties.filter(({ property }) => property !== group.simplest.property).map((property) => ({ label: "", text: alsoText(property, evidenceIn(group, property)) }));
  const also = others.map((field, i) => ({ ...field, label: i === 0 ? "also" : "" }));
  return [...head, ...cardLines(groupCard(result, group, width - labelWidth), width, colors), ...fieldLines(also, width, colors)];
}

/** The cause, and what it breaks, where the cards are left to the page. */
function groupLine({ implementation }: ImplementationResult, group: ViolationGroup, width: number, colors: Colors): string[] {
  const paint = group.known ? colors.yellow : colors.red;
  const cause = causeLine(group) ?? (group.known ? "violates (known)" : "violates");
  const broken = group.properties.map((property) => alsoText(property, evidenceIn(group, property)));
  return [...wrapped(plainText(`${implementation}: ${cause}`), width).map((line) => paint(colors.bold(line))), ...fieldLines(broken.map((text, i) => ({ label: i === 0 ? "also" : "", text })), width, colors)];
}

/** "zero-mean ✗12 at y[1]   regressions/naive-fp16/zero-mean.3f2ac1d0.json" */
function alsoText(property: PropertyResult, { minimal, worst, fixture }: Evidence): string {
  const example = minimal ?? worst;
  return `${property.property} ${cellText(property)}${example === undefined ? "" : placeOf(example)}${fixture === undefined ? "" : `   ${fixture}`}`;
}

function cardLines(card: Card, width: number, colors: Colors): string[] {
  const title = plainText(card.title);
  const fixture = card.fixture === undefined ? "" : plainText(card.fixture);
  const fits = title.length + fixture.length + 4 <= width;
  const sign = card.known ? colors.yellow("~") : colors.red("✗");
  const [start, ...more] = wrapped(title, width - 2);
  const lines = [`${sign} ${colors.bold(start)}${fits && fixture !== "" ? colors.dim(fixture.padStart(width - 2 - title.length)) : ""}`];
  lines.push(...more.map((line) => `  ${colors.bold(line)}`));
  if (!fits) lines.push(colors.dim(`  ${fixture}`));
  return [...lines, ...fieldLines(card.fields, width, colors)];
}

function fieldLines(fields: readonly CardField[], width: number, colors: Colors): string[] {
  const lines: string[] = [];
  for (const { label, text, grid } of fields) {
    // A command that is broken over two lines cannot be copied.
    const [first, ...rest] = grid || label === "replay" || label === "also" ? [plainText(text)] : wrapped(plainText(text), width - labelWidth);
    const painted = label === "" ? colors.dim(first) : label === "lost at" || label === "cause" ? colors.yellow(first) : label === "remedy" ? colors.green(first) : first;
    lines.push(`  ${colors.dim(label.padEnd(labelWidth - 2))}${painted}`, ...rest.map((line) => " ".repeat(labelWidth) + line));
  }
  return lines;
}

function beyondSections(results: readonly ImplementationResult[], width: number, colors: Colors, many: boolean): string[][] {
  const all = results.flatMap((result) => result.beyond.map((finding) => ({ result, finding })));
  const impossible = all.filter(({ finding }) => finding.grade === "impossible");
  const inaccurate = all.filter(({ finding }) => finding.grade === "inaccurate");
  const line = ({ result, finding }: (typeof all)[number]) => `  ${plainText(result.implementation)}: ${beyondLine(finding)}`;
  const cards = many ? [impossible.map(line)] : impossible.map(({ result, finding }) => cardLines(beyondCard(result, finding, width - labelWidth), width, colors));
  const sections: string[][] = [];
  if (impossible.length > 0) sections.push([colors.bold("Beyond the contract, impossible: values that no LayerNorm has, where nothing was promised")], ...cards);
  if (inaccurate.length > 0) {
    sections.push([colors.bold("Beyond the contract, inaccurate"), ...inaccurate.map(line)]);
  }
  return sections;
}

function beyondLine({ symptom, count, message }: BeyondResult): string {
  return plainText(`${symptom} on ${counted(count, "row")}; ${message}`);
}

function summaryLine({ summary, run, results }: RunReport, colors: Colors): string {
  const { pass, fail, error, violations: count, known, regressions, impossible, rows } = summary;
  const onRecord = results.filter(({ verdict, properties, regressions: replayed }) => verdict === "fail" && properties.every(({ status }) => status !== "fail") && (replayed?.failures.length ?? 0) === 0).length;
  const parts = [
    colors.green(`${pass} pass`),
    ...(fail > onRecord ? [colors.red(`${fail - onRecord} fail (${count} violated)`)] : []),
    ...(onRecord > 0 ? [colors.yellow(`${onRecord} fail only as on record (${known} known)`)] : []),
    ...(error > 0 ? [colors.yellow(`${error} could not be judged`)] : []),
    ...(regressions > 0 ? [colors.red(counted(regressions, "broken regression"))] : []),
    ...(known > 0 && onRecord === 0 ? [`${known} known`] : []),
    ...(impossible > 0 ? [`${impossible} impossible beyond contract`] : []),
    `${counted(rows, "row")} in ${run.seconds.toFixed(1)} s`,
  ];
  return parts.join(" · ");
}

function filesLines({ files, run }: RunReport): string[] {
  return [...(files?.length ? [`reports     ${files.map(plainText).join("  ")}`] : []), `again       ${plainText(run.command)}`];
}
