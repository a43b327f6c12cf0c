// The audit as a section of docs/power.md: tables over n and κ, what each property sees, and how to read it.

import { formatOf } from "../../src/formats/format-of.ts";
import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { markdownTable } from "../document.ts";
import type { PropertySights, Sight } from "./by-property.ts";
import type { ContractName, CurvePoint } from "./curve.ts";
import { type Injection, injections } from "./injected.ts";
import { decadeText, grossMin, ulpText } from "./ulps.ts";

export interface AuditedFormat {
  readonly format: StorageFormatId;
  readonly curves: Readonly<Record<ContractName, readonly CurvePoint[]>>;
  readonly properties: readonly PropertySights[];
}

export interface AuditSection {
  readonly audited: readonly AuditedFormat[];
  readonly rows: number;
  readonly seed: string;
  /** The picture, relative to the document. */
  readonly picture: string;
}

const introduction = `A perfect kernel (the exact answer, correctly rounded into storage) is given one error of size δ just before that rounding: *scale*, x̂·(1 + δ) for all outputs, as an error of rstd, ε or the variance does;
*shift*, x̂ + δ for all, as an error of the mean does, in standard deviations; *single*, the last output off by δ·max(|x̂|, 1). By bisection, the smallest |δ| from which on the error is caught on **every** row
of a seeded sample: normal noise on an offset, standard deviation 1 to 4, ε = 1e-5, no γ and β, both signs of δ. Sizes are in **ulps: the spacing of the storage format just above 1**, 2^(1 − p); the outputs are of about size 1. A kernel's
own rounding errors come on top of this: what is measured is how much a kernel may be wrong without being accused, were it perfect otherwise.`;

const contractTitles: Readonly<Record<ContractName, string>> = {
  default: "default contract (stable, any order, any output form; accumulator the wider of fp32 and storage)",
  sharpest: "sharpest contract (two-pass, pairwise, centred; the same accumulator)",
};

/** The whole section. */
export function auditSection({ audited, rows, seed, picture }: AuditSection): string {
  const parts = [
    "## The smallest error that is always caught",
    `\`npm run power:audit\` writes this section and the picture (${rows} rows for every n and κ, seed \`${seed}\`).`,
    introduction,
    reading(audited),
    `![The smallest error that is always caught, in ulps, over κ, one line for each n, for every storage format](${picture})`,
    "In each cell the largest of the three kinds, each by the property that is sharpest for it. An empty cell: for some row nothing is promised, or the format cannot hold rows of this κ.",
    ...audited.flatMap(({ format, curves }) => (Object.keys(contractTitles) as ContractName[]).flatMap((name) => [`**${format}**, ${contractTitles[name]}:`, curveTable(curves[name], format)])),
    "### By property",
    propertyReading(audited),
    ...audited.flatMap(({ format, properties }) => [`**${format}**, default contract:`, sightTable(properties, format)]),
  ];
  return parts.join("\n\n");
}

/** Figures of the text, from the same data as the tables. */
function reading(audited: readonly AuditedFormat[]): string {
  const at = (format: StorageFormatId, name: ContractName, n: number, conditionNumber: number) => {
    const point = audited.find((one) => one.format === format)?.curves[name].find((one) => one.n === n && one.conditionNumber === conditionNumber);
    return point === undefined ? "nothing" : `${ulpText(point.always, formatOf(format))} ulp`;
  };
  return `At n = 8, κ = 1 every error of ${at("fp16", "default", 8, 1)} in fp16 storage, ${at("bf16", "default", 8, 1)} in bf16 and ${at("fp32", "default", 8, 1)} in fp32 is caught under the default contract, and of ${at("fp32", "sharpest", 8, 1)} in fp32
under the sharpest one. Where storage is narrower than the accumulator its own rounding is the floor, about an ulp, until n·κ·u of the accumulator rises above it. The default contract has to cover every order of summation and every tree of merges, hence an error that grows
with n and, because the output may be formed as x·r − m·r, with κ: at n = 768, κ = 100 ${at("fp32", "default", 768, 100)} in fp32, against ${at("fp32", "sharpest", 768, 100)}. A kernel that declares what it is gets a test that much sharper.`;
}

function curveTable(points: readonly CurvePoint[], format: StorageFormatId): string {
  const columns = [...new Set(points.map(({ conditionNumber }) => conditionNumber))].sort((a, b) => a - b);
  const lengths = [...new Set(points.map(({ n }) => n))];
  const cell = (n: number, conditionNumber: number) => points.find((point) => point.n === n && point.conditionNumber === conditionNumber);
  const text = (point: CurvePoint | undefined) => (point === undefined ? "" : ulpText(point.always, formatOf(format)));
  return markdownTable(["n", ...columns.map((value) => `κ = ${decadeText(value)}`)], lengths.map((n) => [String(n), ...columns.map((value) => text(cell(n, value)))]));
}

/** A property with a kind of error that it sees somewhere before it is gross. */
function isSeen(injection: Injection, sights: readonly Sight[]): boolean {
  return sights.some(({ thresholds }) => thresholds !== undefined && thresholds[injection].sometimes < grossMin);
}

function sightTable(properties: readonly PropertySights[], format: StorageFormatId): string {
  const places = properties[0].sights;
  const rows = properties.flatMap(({ property, sights }) =>
    injections.filter((injection) => isSeen(injection, sights)).map((injection) => [property, kindsOf(sights), injection, ...sights.map((sight) => sightText(sight, injection, format))]),
  );
  return markdownTable(["property", "rows", "error", ...places.map(({ n, conditionNumber }) => `n = ${n}, κ = ${decadeText(conditionNumber)}`)], rows);
}

function kindsOf(sights: readonly Sight[]): string {
  return [...new Set(sights.flatMap(({ kind }) => (kind === undefined ? [] : [kind])))].join("; ");
}

/** "76 to 101": caught on one row at least, and on all; "=" where the comparison is bit for bit. */
function sightText({ thresholds }: Sight, injection: Injection, format: StorageFormatId): string {
  if (thresholds === undefined) return "";
  const { sometimes, always, exact } = thresholds[injection];
  const [some, all] = [ulpText(sometimes, formatOf(format)), ulpText(always, formatOf(format))];
  return `${exact ? "= " : ""}${some === all ? all : `${some} to ${all}`}`;
}

/** Which properties are not in the tables, and why: found, not listed by hand. */
function propertyReading(audited: readonly AuditedFormat[]): string {
  const ids = audited[0].properties.map(({ property }) => property);
  const all = (id: string) => audited.flatMap(({ properties }) => properties.filter(({ property }) => property === id));
  const sightsOf = (id: string) => all(id).flatMap(({ sights }) => sights);
  const unseen = ids.filter((id) => injections.every((injection) => !isSeen(injection, sightsOf(id))));
  const some = (id: string, test: (sight: Sight) => boolean) => sightsOf(id).some(test);
  const measured = unseen.filter((id) => some(id, ({ thresholds }) => thresholds !== undefined));
  const gross = measured.filter((id) => some(id, ({ thresholds }) => injections.some((injection) => thresholds![injection].sometimes < Infinity)));
  const relations = measured.filter((id) => !gross.includes(id) && all(id)[0].relation);
  const others = measured.filter((id) => !gross.includes(id) && !relations.includes(id));
  const list = (names: readonly string[]) => names.map((id) => `\`${id}\``).join(", ") || "none";
  return `From the smallest |δ| that is caught on one row of the sample to the smallest that is caught on all. "gross": only a quarter of the output's size or more; –: never; "=": the property compares bit for bit, so any difference that survives storage is caught.
Under "rows" is the sample that it was measured on: a property that does not judge a normal row has rows of its own.
Relations between calls see an injected error only where it is not the same in both: \`negation\` a shift, since a real error of the mean would change its sign with x.

Not in the tables: only gross errors, ${list(gross)}. Relations to which these errors are invisible, being consistent (every call has them): ${list(relations)}. Not of this kind (the outputs are finite, representable, of the right count):
${list(others)}. On no sample here, ${list(unseen.filter((id) => !measured.includes(id)))}.`;
}
