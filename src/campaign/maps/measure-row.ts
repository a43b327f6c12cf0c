// One row of a map: how far off it is, on the scale of its output.

import { valueAt } from "../../contract/batch-values.ts";
import type { AnalysedRow } from "../../contract/call.ts";
import { isJudged } from "../../contract/judge.ts";
import { ulp } from "../../formats/neighbours.ts";
import type { CellState } from "./maps.ts";

export interface Measured {
  readonly magnitude: number;
  readonly condition: number;
  readonly state: Exclude<CellState, " ">;
  /** Largest |y − exact|, over the scale; undefined unless all outputs are finite, or the infinities that are right. */
  readonly error: number | undefined;
  readonly ulps: number | undefined;
  /** Largest error / tolerance; undefined beyond the contract. */
  readonly margin: number | undefined;
  /** What the contract allows, over the scale; undefined beyond it. */
  readonly bound: number | undefined;
}

/** From this share of the scale on, outputs that are all β are called collapsed: the same at which beyond.ts calls an answer wrong. */
const collapsedShare = 1 / 4;

/**
 * The scale is the largest of |γ_i|, |β_i| and |exact y_i|, as everywhere else where errors are compared with what LayerNorm is about: near-constant
 * and tiny rows (σ below √ε) have outputs near 0, and an error relative to those would call every kernel bad on them, at any κ.
 * Undefined for a row that has no exact answer.
 */
export function measureRow(analysed: AnalysedRow, failed: boolean): Measured | undefined {
  const { exact, bound, row, y, contract } = analysed;
  if (exact === undefined) return undefined;
  const { magnitudeMax: magnitude, conditionNumber: condition } = exact.statistics;
  if (failed) return { magnitude, condition, state: "f", error: undefined, ulps: undefined, margin: undefined, bound: undefined };
  const judged = isJudged(analysed);
  const { storage } = contract;
  let scale = 0;
  let error = 0;
  let margin = 0;
  let allowed = 0;
  let collapsed = true;
  let state: Measured["state"] = ".";
  for (let i = 0; i < y.length; i++) {
    const observed = y[i]!;
    const expected = exact.y[i]!;
    scale = Math.max(scale, Math.abs(expected), Math.abs(valueAt(row.gamma, i, 1)), Math.abs(valueAt(row.beta, i, 0)));
    if (observed !== valueAt(row.beta, i, 0)) collapsed = false;
    if (observed !== observed) state = "n";
    else if (Math.abs(observed) === Infinity) {
      // Beyond the range of the format it is the right answer.
      if (observed !== storage.round(expected) && state !== "n") state = "i";
    } else {
      const off = Math.abs(observed - expected - exact.yLow[i]!);
      error = Math.max(error, off);
      if (judged) margin = Math.max(margin, off / (bound!.errors[i]! * (1 + 1e-9) + exact.yError[i]!));
    }
    if (judged) allowed = Math.max(allowed, bound!.errors[i]!);
  }
  scale = Math.min(scale, storage.maxFinite);
  if (state === "." && collapsed && error >= collapsedShare * scale) state = "z";
  const finite = state === "." || state === "z";
  return {
    magnitude,
    condition,
    state,
    error: finite ? error / scale : undefined,
    ulps: finite ? error / ulp(storage, scale) : undefined,
    margin: judged ? (finite ? margin : Infinity) : undefined,
    bound: judged ? allowed / scale : undefined,
  };
}
