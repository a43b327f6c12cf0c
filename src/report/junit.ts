// The report as JUnit XML, which test reporters of CI systems read: a suite for each implementation, a case for each property, the failure
// text is the card. Known violations and properties that never applied are skipped cases, and say which they are.

import { cardText, violationCard } from "./card.ts";
import { counted } from "./counted.ts";
import { escapeXml, escapeXmlLines } from "./escape-xml.ts";
import { marginText } from "./margin.ts";
import type { ImplementationResult, PropertyResult, RunReport } from "./model.ts";

/** Columns of the text of a failure. */
const width = 110;

type Outcome = "failure" | "error" | "skipped" | "passed";

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  /** The elements inside, indented. */
  readonly inside: string;
}

/** The text of the file. */
export function reportJunit({ run, results, summary }: RunReport): string {
  const suites = results.map((result) => ({ result, cases: casesOf(result) }));
  const all = suites.flatMap(({ cases }) => cases);
  const head = `<testsuites name="normfuzz" ${counts(all)} time="${time(run.seconds)}">`;
  const body = suites.map(({ result, cases }) => suite(result, cases, run.startedAt, run.seed));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${escapeXml(`normfuzz ${run.version}: ${counted(summary.rows, "row")}`).replaceAll("--", "- -")} -->\n${head}\n${body.join("")}</testsuites>\n`;
}

function suite(result: ImplementationResult, cases: readonly Case[], startedAt: string, seed: string): string {
  const { implementation, contract, seconds, source } = result;
  const properties: [string, string][] = [["seed", seed]];
  if (contract) properties.push(["contract", `${contract.storage}, ${contract.algorithm} in ${contract.accumulator}`]);
  if (source) properties.push(["file", source.file]);
  const inside = [
    `    <properties>\n${properties.map(([name, value]) => `      <property name="${name}" value="${escapeXml(value)}"/>\n`).join("")}    </properties>\n`,
    ...cases.map(({ name, inside }) => `    <testcase classname="${escapeXml(implementation)}" name="${escapeXml(name)}"${inside === "" ? "/>" : `>\n${inside}    </testcase>`}\n`),
  ];
  return `  <testsuite name="${escapeXml(implementation)}" ${counts(cases)} time="${time(seconds)}" timestamp="${escapeXml(startedAt)}">\n${inside.join("")}  </testsuite>\n`;
}

function casesOf(result: ImplementationResult): Case[] {
  const { error, verdict, properties, regressions } = result;
  const lost = verdict === "error" ? [{ name: "can be judged", outcome: "error" as const, inside: element("error", "could not be judged", error ?? "") }] : [];
  const failures = regressions?.failures ?? [];
  const broken = failures.map(({ file, property, message }) => ({ name: `regression ${file}`, outcome: "failure" as const, inside: element("failure", `regression of ${property}`, message) }));
  const held = (regressions?.replayed ?? 0) - failures.length;
  const replayed = held > 0 ? [{ name: `regressions: ${held} as their status says`, outcome: "passed" as const, inside: "" }] : [];
  return [...lost, ...broken, ...replayed, ...properties.map((property) => propertyCase(result, property))];
}

function propertyCase(result: ImplementationResult, property: PropertyResult): Case {
  const { property: name, status, margin, runs, fixture } = property;
  if (status === "skip") return { name, outcome: "skipped", inside: skipped("no row that it applies to") };
  if (status === "pass") {
    const worst = margin === null || Number(margin) === 0 ? "held exactly" : `worst error ÷ tolerance ${marginText(margin)}`;
    return { name, outcome: "passed", inside: `      <system-out>${escapeXml(`${worst}, ${counted(runs, "batch", "batches")}`)}</system-out>\n` };
  }
  if (status === "known") return { name, outcome: "skipped", inside: skipped(`known violation${fixture === undefined ? "" : `, on record in ${fixture}`}`) };
  const card = violationCard(result, property, width);
  const { cause } = property;
  const text = [cardText(card), ...(cause ? [`cause       ${cause.label}${cause.remedy === undefined ? "" : `. ${cause.remedy}`}`] : []), ...(fixture === undefined ? [] : [`fixture     ${fixture}`])].join("\n");
  return { name, outcome: "failure", inside: element("failure", card.title, text, cause?.id ?? "violation") };
}

function element(name: "failure" | "error", message: string, text: string, type = name as string): string {
  return `      <${name} type="${escapeXml(type)}" message="${escapeXml(message)}">${escapeXmlLines(text)}</${name}>\n`;
}

function skipped(message: string): string {
  return `      <skipped message="${escapeXml(message)}"/>\n`;
}

function counts(cases: readonly Case[]): string {
  const number = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${number("failure")}" errors="${number("error")}" skipped="${number("skipped")}"`;
}

function time(seconds: number): string {
  return Number.isFinite(seconds) ? seconds.toFixed(3) : "0.000";
}
