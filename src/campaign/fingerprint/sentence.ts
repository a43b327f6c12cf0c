// A fingerprint in words. It says what was seen and on how much, and names a family only where the numbers are those of no other.

import { formatOf } from "../../formats/format-of.ts";
import type { FormatId } from "../../formats/format.ts";
import type { LengthAgreement } from "./agreement.ts";
import type { Fingerprint, KnownKernel } from "./fingerprint.ts";
import type { Growth } from "./growth.ts";

type Facts = Omit<Fingerprint, "sentence">;

export function sentenceOf(facts: Facts): string {
  const { rows, unanswered, known } = facts;
  if (rows === 0) return "no call was answered, so nothing can be said";
  const equal = known.filter((kernel) => kernel.equal === rows);
  const first = equal.length > 0 ? `bitwise equal to ${list(ownNames(equal))} on all ${count(rows)} rows ${lengthsText(equal[0]!.lengths)}` : (inSegments(facts) ?? nearest(known[0], rows));
  const missed = unanswered > 0 ? [`${count(unanswered)} rows got no answer`] : [];
  return [first, ...missed, ...(equal.length > 0 ? [] : habits(facts))].join("; ");
}

/** A kernel of another format that rounds at the end is not named beside one that needs no such words. */
function ownNames(equal: readonly KnownKernel[]): readonly string[] {
  const own = equal.filter(({ rounded }) => !rounded);
  return (own.length > 0 ? own : equal).map(({ name }) => name);
}

/** Below this share of equal rows a kernel that is near is near by chance: short and constant rows give many kernels the same bits. */
const nearShare = 1 / 2;

/** undefined where not even the shortest lengths are all those of one kernel. */
function inSegments({ segments, known, rows }: Facts): string | undefined {
  if (segments.length === 0) return undefined;
  const parts = segments.map(({ name, lengths }, i) => `${i === 0 ? "bitwise equal to" : "to"} ${name} on all ${count(sum(lengths))} rows ${lengthsText(lengths)}`);
  const covered = segments.reduce((total, { lengths }) => total + lengths.length, 0);
  const lengths = known[0]!.lengths.filter(({ cols }) => cols > 1);
  if (covered === lengths.length) return parts.join(", and ");
  const rest = lengths.slice(covered);
  return `${parts.join(", and ")}; from ${rest[0]!.cols} columns on to no known kernel (${count(sum(rest))} of ${count(rows)} rows)`;
}

function nearest(kernel: KnownKernel | undefined, rows: number): string {
  if (kernel === undefined || kernel.equal === 0) return `no known kernel gives its bits on any of ${count(rows)} rows`;
  if (kernel.equal < nearShare * rows) return `no known kernel gives its bits on all of ${count(rows)} rows, nor on half of them`;
  return `no known kernel gives its bits on all of ${count(rows)} rows; ${kernel.name} does on ${count(kernel.equal)}`;
}

function habits({ format, withCondition, withLength, growthCols, constantRows, orderOfElements }: Facts): string[] {
  const said: string[] = [];
  if (withCondition) said.push(conditionText(withCondition, growthCols!, format));
  if (withLength?.exponent !== undefined) said.push(`with n as n^${withLength.exponent.toFixed(1)} from ${withLength.from} to ${count(withLength.to!)}`);
  if (constantRows && constantRows.rows > 0) {
    const { rows, exact } = constantRows;
    said.push(exact === rows ? `rows of equal values give exactly 0 (${count(rows)} of ${count(rows)})` : `rows of equal values do not all give 0 (${count(rows - exact)} of ${count(rows)} do not)`);
  }
  if (orderOfElements && orderOfElements.rows > 0) {
    const { rows, same } = orderOfElements;
    said.push(same === rows ? `a row reversed gives the same bits (${rows} of ${rows})` : `a row reversed gives other bits (${rows - same} of ${rows})`);
  }
  return said;
}

/** An exponent is that of a family when it is nearer than this. */
const exponentTolerance = 0.2;

function conditionText(growth: Growth, cols: number, format: FormatId): string {
  const { exponent, from, to, points } = growth;
  if (exponent === undefined) {
    const last = points.at(-1);
    return last === undefined ? "no row of a chosen κ fits its format" : `its error shows no power law in κ up to κ = ${count(last.at)} at n = ${cols}`;
  }
  const range = `from κ = ${count(from!)} to ${count(to!)} at n = ${cols}`;
  if (Math.abs(exponent - 2) < exponentTolerance) return `its error grows as κ² ${range}, as that of a one-pass variance does${accumulatorText(growth, format)}`;
  if (Math.abs(exponent - 1) < exponentTolerance) return `its error grows as κ ${range}, as where the mean is rounded and the variance does not cancel${accumulatorText(growth, format)}`;
  return `its error grows as κ^${exponent.toFixed(2)} ${range}`;
}

/** Powers of two that the factor may be away from the unit roundoff of the format that it is taken for, and must be away from all others. */
const near = 5;

/** The storage format holds the inputs: rounding in it is not of the accumulator, so only formats at least as wide can be told. */
function accumulatorText({ factor }: Growth, format: FormatId): string {
  const distances = (["fp64", "fp32", "fp16", "bf16"] as const)
    .map((id) => ({ id, distance: Math.abs(Math.log2(factor! / formatOf(id).unitRoundoff)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best, second] = distances;
  if (best!.distance > near || second!.distance <= near || formatOf(best!.id).unitRoundoff > formatOf(format).unitRoundoff) return "";
  return `; its size, ${factor!.toPrecision(2)} at κ = 1, fits intermediate results in ${best!.id}`;
}

function lengthsText(lengths: readonly LengthAgreement[]): string {
  const [first, last] = [lengths[0]!.cols, lengths.at(-1)!.cols];
  return first === last ? `of ${count(first)} columns` : `of ${count(first)} to ${count(last)} columns (${lengths.length} lengths)`;
}

function sum(lengths: readonly LengthAgreement[], field: "rows" | "equal" = "rows"): number {
  return lengths.reduce((total, length) => total + length[field], 0);
}

function list(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
