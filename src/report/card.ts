// One violation, as the few lines that a person needs: the row, what came out, what is exact, what was allowed, where it was lost and
// how to see it again. The same lines in the terminal, in Markdown and in HTML.

import type { Cause } from "../findings/cause.ts";
import type { ExampleJson, ToleranceJson } from "../findings/example-json.ts";
import { fromJsonNumber } from "../findings/json-number.ts";
import { bitsOfText, decimalOf } from "../findings/value-text.ts";
import { formatOf } from "../formats/format-of.ts";
import { ulp } from "../formats/neighbours.ts";
import { counted } from "./counted.ts";
import { marginText } from "./margin.ts";
import type { BeyondResult, Evidence, ImplementationResult, PropertyResult } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { rowGrid, rowsLeftOut } from "./row-grid.ts";
import { stageLines } from "./stage-lines.ts";

export interface CardField {
  readonly label: string;
  readonly text: string;
  /** Aligned values: never to be wrapped. */
  readonly grid?: boolean;
}

export interface Card {
  /** "naive-fp16 violates finite-output at y[1]" */
  readonly title: string;
  readonly known: boolean;
  readonly fixture?: string | undefined;
  readonly fields: readonly CardField[];
}

/** Whose card it is. */
type Subject = Pick<ImplementationResult, "implementation" | "contract">;

/** The card of a violated property; `width` is that of the text beside the labels. */
export function violationCard(result: Subject, property: Omit<PropertyResult, "why" | "runs" | "margin">, width: number): Card {
  const example = property.minimal ?? property.worst;
  const verb = property.status === "known" ? "violates (known)" : "violates";
  const title = `${result.implementation} ${verb} ${property.property}${example ? placeOf(example) : ""}`;
  const fields = [{ label: "promise", text: property.statement }, ...exampleFields(example, result, width, property.cause), ...provenance(property, example)];
  return { title, known: property.status === "known", fixture: property.fixture, fields };
}

/** The card of a finding beyond the contract. */
export function beyondCard(result: Subject, finding: BeyondResult, width: number): Card {
  const example = finding.minimal ?? finding.worst;
  const title = `${result.implementation}, beyond its contract: ${finding.grade}, ${finding.symptom}${example ? placeOf(example) : ""}`;
  return { title, known: false, fixture: finding.fixture, fields: [...exampleFields(example, result, width, finding.cause), ...provenance(finding, example)] };
}

/** A row by itself, with what it shows, whatever it is an example of. */
export function exampleCard(subject: Subject, example: ExampleJson, width: number): Card {
  return { title: `${subject.implementation}${placeOf(example)}`, known: true, fields: exampleFields(example, subject, width) };
}

/** The fields as aligned lines, harmless for a terminal, without the title. */
export function cardText({ fields }: Card): string {
  return fields.map(({ label, text }) => `${label.padEnd(10)}  ${plainText(text)}`.trimEnd()).join("\n");
}

/** " at y[1]", " at y[2][1]", " in row 2", " on derived input 0". */
export function placeOf({ rows, row, column, derived, dy }: ExampleJson): string {
  const out = dy === undefined ? "y" : "dx";
  const place = column < 0 ? (rows > 1 ? ` in row ${row}` : "") : ` at ${out}[${rows > 1 ? `${row}][` : ""}${column}]`;
  return derived === undefined ? place : `${place} of related input ${derived + 1}`;
}

interface Drawn {
  readonly width: number;
  readonly storage: string;
  readonly cause: Cause | undefined;
  readonly fields: readonly CardField[];
}

/** The last fields of each example: Markdown, JUnit and SARIF draw the same ones in the same width. */
const drawn = new WeakMap<ExampleJson, Drawn>();

function exampleFields(example: ExampleJson | undefined, { contract }: Subject, width: number, cause?: Cause): readonly CardField[] {
  if (example === undefined || contract === undefined) return [];
  const { storage } = contract;
  const last = drawn.get(example);
  if (last !== undefined && last.width === width && last.storage === storage && last.cause === cause) return last.fields;
  const fields = fieldsOf(example, storage, width, cause);
  drawn.set(example, { width, storage, cause, fields });
  return fields;
}

function fieldsOf(example: ExampleJson, storage: string, width: number, cause: Cause | undefined): CardField[] {
  const grid = rowGrid(example, width).map(({ label, text }) => ({ label, text, grid: true }));
  const left = rowsLeftOut(example);
  const fields: CardField[] = [...grid];
  if (left > 0) fields.push({ label: "", text: `row ${example.row} of ${example.rows}; ${left} more are in the file` });
  fields.push({ label: "ε", text: valueWithBits(example.eps) }, { label: "wrong", text: example.message });
  fields.push({ label: "observed", text: valueWithBits(example.observed) });
  if (example.expected !== undefined && example.expected !== example.rounded) fields.push({ label: "expected", text: valueWithBits(example.expected) });
  if (example.exact !== undefined) {
    const rounds = example.rounded === undefined ? "" : `   rounds to ${valueWithBits(example.rounded)}`;
    fields.push({ label: "exact", text: `${decimalOf(example.exact)}${rounds}` });
  }
  fields.push({ label: "tolerance", text: toleranceText(example, storage) });
  return [...fields, ...causeFields(example, width, cause)];
}

/** Why, where it was lost, stage by stage where that is known, and what would mend it. */
function causeFields({ explanation, stages }: ExampleJson, width: number, cause: Cause | undefined): CardField[] {
  const fields: CardField[] = [];
  const sentence = explanation && `it ${explanation.sentence}`;
  if (cause ?? sentence) fields.push({ label: "cause", text: [cause?.id === "unknown" && sentence ? undefined : cause?.label, sentence].filter((part) => part !== undefined).join(": ") });
  if (explanation && explanation.alsoFits.length > 0) fields.push({ label: "", text: `this row fits as well: ${explanation.alsoFits.join("; ")}` });
  if (explanation?.lostAt !== undefined) fields.push({ label: "lost at", text: explanation.lostAt });
  if (stages !== undefined) fields.push(...stageLines(stages, width).map((text, i) => ({ label: i === 0 ? "stages" : "", text, grid: i > 0 })));
  if (cause?.remedy !== undefined) fields.push({ label: "remedy", text: cause.remedy });
  return fields;
}

function provenance({ worst, minimal, replay, found }: Evidence, example: ExampleJson | undefined): CardField[] {
  const fields: CardField[] = [];
  if (worst !== undefined && minimal !== undefined && worst !== example) {
    const size = worst.rows === 1 ? `n = ${worst.cols}` : `${worst.rows} × ${worst.cols}`;
    fields.push({ label: "worst", text: `${factor(worst)} on a row of ${size}: ${worst.message}` });
  }
  if (replay !== undefined) fields.push({ label: "replay", text: replay });
  if (found !== undefined) {
    fields.push({ label: "found", text: `seed ${found.seed} · family ${found.family} · ${counted(found.rowsTried, "row")} tried · shrunk ${times(found.shrinks)}` });
  }
  return fields;
}

function times(n: number): string {
  return n === 1 ? "once" : `${n} times`;
}

function factor({ margin }: ExampleJson): string {
  return fromJsonNumber(margin) === Infinity ? "beyond any tolerance" : `${marginText(margin)} times the tolerance`;
}

/** "2.1 ulp = 1.4 mean + 0.2 variance + 0.5 final rounding   two-pass, n = 3, κ = 1.7" */
export function toleranceText({ tolerance, exact, margin }: Pick<ExampleJson, "tolerance" | "exact" | "margin">, storage: string): string {
  const value = fromJsonNumber(tolerance.value);
  if (value === 0) return `none: bitwise${sourceOf(tolerance)}`;
  if (value === Infinity) return `nothing is promised${sourceOf(tolerance)}`;
  const size = exact === undefined ? 0 : Math.abs(Number(decimalOf(exact)));
  const unit = ulp(formatOf(storage), size);
  // Units in the last place say nothing of a number that is smaller than its tolerance.
  const inUlps = value <= size && size < Infinity;
  const amount = (part: number) => significant(inUlps ? part / unit : part);
  const terms = tolerance.terms.map((term) => `${amount(fromJsonNumber(term.value))} ${term.label}`).join(" + ");
  const by = fromJsonNumber(margin);
  const exceeded = Number.isFinite(by) ? `   exceeded ${marginText(margin)} times` : "";
  return `${amount(value)}${inUlps ? " ulp" : ""}${terms && ` = ${terms}`}${sourceOf(tolerance)}${exceeded}`;
}

function sourceOf({ source }: ToleranceJson): string {
  return source === "" ? "" : `   ${source}`;
}

function significant(x: number): string {
  if (!Number.isFinite(x)) return "∞";
  return x !== 0 && (Math.abs(x) < 0.01 || Math.abs(x) >= 1e5) ? x.toExponential(1).replace("e+", "e") : String(Number(x.toPrecision(2)));
}

function valueWithBits(text: string): string {
  return `${decimalOf(text)}   ${bitsOfText(text)}`;
}
