// Outside its contract an implementation promises nothing, but what it does there still matters to whoever strays there: values that no
// LayerNorm has are worse than values that are merely off.

import { valueAt } from "./batch-values.ts";
import type { AnalysedRow } from "./call.ts";
import { isJudged, show } from "./judge.ts";

/** What happened on a row that the contract promises nothing about. */
export interface Beyond {
  /** impossible: no LayerNorm of any row has such values. */
  readonly grade: "impossible" | "inaccurate";
  readonly symptom: "non-finite" | "collapsed" | "too-large" | "inaccurate";
  /** The worst element of the row. */
  readonly column: number;
  readonly observed: number;
  /** The exact y there, to the nearest double. */
  readonly expected: number;
  /** One line, complete in itself. */
  readonly message: string;
}

/** The share of the output's own scale at which a bound stops saying anything: an error of that size is one that is worth reporting. */
const inaccurateShare = 1 / 4;

/**
 * Grades a row with an exact answer that lies outside its contract (the bound is not finite or no longer informative). Undefined when
 * the row is inside, has no exact answer, or was done well: within a quarter of the scale |γ_i|·max(|x̂_i|, 1) of every output, beyond
 * what the rounding of y and β costs anybody.
 */
export function gradeBeyond(analysed: AnalysedRow): Beyond | undefined {
  const { exact, y } = analysed;
  if (exact === undefined || isJudged(analysed)) return undefined;
  let column = -1;
  let worst = 0;
  for (let i = 0; i < y.length; i++) {
    const share = excessShare(analysed, i);
    if (share <= worst) continue;
    column = i;
    worst = share;
  }
  if (worst < inaccurateShare) return undefined;
  const symptom = symptomOf(analysed, column);
  return {
    grade: symptom === "inaccurate" ? "inaccurate" : "impossible",
    symptom,
    column,
    observed: y[column],
    expected: exact.y[column],
    // Read for one row in thousands: finding the shortest decimals takes longer than judging the row.
    get message() {
      return messageOf(analysed, symptom, column);
    },
  };
}

/** How far y_i is off, beyond what is unavoidable, as a share of its scale; Infinity for NaN. */
function excessShare(analysed: AnalysedRow, i: number): number {
  const { storage } = analysed.contract;
  const observed = analysed.y[i];
  const exact = analysed.exact!.y[i];
  if (observed !== observed) return Infinity;
  // Beyond the format's range ±Infinity is the right answer, and near its end a small error away from it.
  if (observed === storage.round(exact) || Math.abs(exact) === Infinity) return 0;
  const nearest = Math.sign(observed) * Math.min(Math.abs(observed), storage.overflowThreshold);
  const excess = Math.abs(nearest - exact) - unavoidable(analysed, i);
  return excess > 0 ? excess / scaleOf(analysed, i) : 0;
}

function scaleOf({ row, exact }: AnalysedRow, i: number): number {
  return Math.abs(valueAt(row.gamma, i, 1)) * Math.max(Math.abs(exact!.normalised[i]), 1);
}

/** A few roundings of γ·x̂, β and y, in the format where they are coarsest; also when β cancels γ·x̂ or swallows it. */
function unavoidable(analysed: AnalysedRow, i: number): number {
  const { row, contract } = analysed;
  const { unitRoundoff, minSubnormal } = contract.storage;
  return 4 * (unitRoundoff * (scaleOf(analysed, i) + Math.abs(valueAt(row.beta, i, 0))) + minSubnormal);
}

function symptomOf(analysed: AnalysedRow, column: number): Beyond["symptom"] {
  const { row, y, contract } = analysed;
  if (!Number.isFinite(y[column])) return "non-finite";
  if (y.every((value, i) => value === valueAt(row.beta, i, 0))) return "collapsed";
  const gamma = Math.abs(valueAt(row.gamma, column, 1));
  const tooLarge = gamma > 0 && normalisedAt(analysed, column) > Math.sqrt(y.length) * (1 + 8 * contract.accumulator.unitRoundoff);
  return tooLarge ? "too-large" : "inaccurate";
}

/** |x̂| as y has it, less what is unavoidable. */
function normalisedAt(analysed: AnalysedRow, column: number): number {
  const { row, y } = analysed;
  return (Math.abs(y[column] - valueAt(row.beta, column, 0)) - unavoidable(analysed, column)) / Math.abs(valueAt(row.gamma, column, 1));
}

function messageOf(analysed: AnalysedRow, symptom: Beyond["symptom"], column: number): string {
  const { row, y, exact, contract } = analysed;
  const { storage } = contract;
  const expected = show(storage.round(exact!.y[column]), storage);
  const both = `y[${column}] is ${show(y[column], storage)}, exact is ${expected}`;
  switch (symptom) {
    case "non-finite":
      return `${both}: the row is finite and has an answer`;
    case "collapsed":
      return `every output is ${row.beta === undefined ? "0" : "its β"}, as if the row were constant; y[${column}] should be ${expected}`;
    case "too-large":
      return `${both}: |x̂| = ${normalisedAt(analysed, column).toPrecision(4)} is more than √${y.length}, which no LayerNorm can give`;
    case "inaccurate":
      return both;
  }
}
