// What most properties share: which rows a contract answers for, and how the worst of many comparisons becomes a verdict. The loop
// over the elements notes numbers only; words are made once, for the worst.

import type { RowBound, Tolerance } from "../bounds/row-bound.ts";
import type { Format } from "../formats/format.ts";
import { isRepresentable } from "../formats/neighbours.ts";
import { shortestDecimal } from "../formats/shortest.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { AnalysedRow } from "./call.ts";
import { skip, type Verdict, type Violated } from "./verdict.ts";

/** A row inside the contract's domain: it has an exact answer, nothing can overflow, and the bound still says something. */
export type JudgedRow = AnalysedRow & { readonly exact: ExactAnswer; readonly bound: RowBound };

/** Whether the contract answers for this row. Outside, what happens is reported (beyond.ts), never a violation. */
export function isJudged(analysed: AnalysedRow): analysed is JudgedRow {
  const { bound } = analysed;
  return bound !== undefined && bound.finite && bound.informative;
}

/** Equal as numbers: −0 is 0, and NaN is NaN. */
export function sameValue(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b);
}

/** |a − b|, and 0 for values that are the same though not finite: whether outputs are finite is for another property to say. */
export function distance(a: number, b: number): number {
  return sameValue(a, b) ? 0 : Math.abs(a - b);
}

/** What a property says about its worst element. */
export type Evidence = Pick<Violated, "observed" | "expected" | "tolerance" | "message">;

/** The largest error / tolerance of a call, and where it was. */
export class WorstCase {
  /** −1 until something is seen; Infinity for a NaN error, and for any error where the tolerance is 0. */
  margin = -1;
  row = 0;
  column = -1;
  derived: number | undefined;

  see(error: number, tolerance: number, row: number, column: number, derived?: number): void {
    const margin = error <= tolerance ? (error > 0 ? error / tolerance : 0) : error > tolerance && tolerance > 0 ? error / tolerance : Infinity;
    if (margin <= this.margin) return;
    this.margin = margin;
    this.row = row;
    this.column = column;
    this.derived = derived;
  }

  /** Notes two values that must be the same. */
  seeSame(a: number, b: number, row: number, column: number, derived?: number): void {
    this.see(sameValue(a, b) ? 0 : Infinity, 0, row, column, derived);
  }

  /** Skip when nothing was seen. `describe` is asked for a violation only. */
  verdict(describe: (worst: WorstCase) => Evidence): Verdict {
    const { margin, row, column, derived } = this;
    if (margin < 0) return skip;
    if (margin <= 1) return row === 0 ? { kind: "holds", margin } : { kind: "holds", margin, row };
    const violated: Violated = { kind: "violated", margin, row, column, ...describe(this) };
    return derived === undefined ? violated : { ...violated, derived };
  }
}

/** The tolerance of exact properties: equality, for the reason given. */
export function exactly(source: string): Tolerance {
  return { value: 0, terms: [], source };
}

/** Two tolerances added: the distance between two values that each may err. */
export function sumOf(a: Tolerance, b: Tolerance): Tolerance {
  const terms = new Map<string, number>();
  for (const { label, value } of [...a.terms, ...b.terms]) terms.set(label, (terms.get(label) ?? 0) + value);
  return {
    value: a.value + b.value,
    terms: [...terms].map(([label, value]) => ({ label, value })),
    source: a.source === b.source ? `twice ${a.source}` : `${a.source}; and ${b.source}`,
  };
}

/** A value as its format writes it; values that are not of the format with all their digits. */
export function show(value: number, format: Format): string {
  return isRepresentable(format, value) ? shortestDecimal(format, value) : String(value);
}
