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
  return { ...symptomOf(analysed, column), column, observed: y[column], expected: exact.y[column] };
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

function symptomOf(analysed: AnalysedRow, column: number): Pick<Beyond, "grade" | "symptom" | "message"> {
  const { row, y, exact, contract } = analysed;
  const { storage } = contract;
  const n = y.length;
  const expected = show(storage.round(exact!.y[column]), storage);
  const observed = show(y[column], storage);
  if (!Number.isFinite(y[column])) {
    return { grade: "impossible", symptom: "non-finite", message: `y[${column}] is ${observed}, exact is ${expected}: the row is finite and has an answer` };
  }
  if (y.every((value, i) => value === valueAt(row.beta, i, 0))) {
    const beta = row.beta === undefined ? "0" : "its β";
    return { grade: "impossible", symptom: "collapsed", message: `every output is ${beta}, as if the row were constant; y[${column}] should be ${expected}` };
  }
  const gamma = Math.abs(valueAt(row.gamma, column, 1));
  const beta = valueAt(row.beta, column, 0);
  const normalised = (Math.abs(y[column] - beta) - unavoidable(analysed, column)) / gamma;
  if (gamma > 0 && normalised > Math.sqrt(n) * (1 + 8 * contract.accumulator.unitRoundoff)) {
    const size = normalised.toPrecision(4);
    return { grade: "impossible", symptom: "too-large", message: `y[${column}] is ${observed}, exact is ${expected}: |x̂| = ${size} is more than √${n}, which no LayerNorm can give` };
  }
  return { grade: "inaccurate", symptom: "inaccurate", message: `y[${column}] is ${observed}, exact is ${expected}` };
}
