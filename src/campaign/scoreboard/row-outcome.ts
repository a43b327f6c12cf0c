// What became of the row of a counterexample, by its outputs alone: the words of a scoreboard, the same for a violation and for what happens
// beyond a contract.

import { valueAt } from "../../contract/batch-values.ts";
import type { Example } from "../../findings/counterexample.ts";
import type { Format } from "../../formats/format.ts";
import { exactAnswer } from "../../oracle/exact.ts";

/**
 * not-a-number, infinite: where the exact output is a number of the format. zeros: every output is its β although the row has an answer. too-large: |x̂| > √n,
 * which no LayerNorm has. wrong: off by a quarter of the scale or more. inaccurate: by less.
 */
export type OutcomeKind = "not-a-number" | "infinite" | "zeros" | "too-large" | "wrong" | "inaccurate";

export interface RowOutcome {
  readonly kind: OutcomeKind;
  /** Largest |y − exact| over the scale max(|γ_i|, |β_i|, |exact y_i|) of the row; Infinity where an output is no number. */
  readonly error: number;
}

/** From this share of the scale on an answer is called wrong, as in contract/beyond.ts. */
const wrongShare = 1 / 4;

/** Undefined where the outputs are not those of the row: none were given, they belong to a related input, or the row has no exact answer. */
export function rowOutcome({ batch, y, row: r, derived }: Example, storage: Format): RowOutcome | undefined {
  const { cols, eps, gamma, beta, dy } = batch;
  if (y === undefined || y.length !== batch.x.length || derived !== undefined || dy !== undefined || r < 0 || r >= batch.rows) return undefined;
  const exact = exactAnswer({ x: batch.x.subarray(r * cols, (r + 1) * cols), eps, gamma, beta });
  if (exact === undefined) return undefined;
  const own = y.subarray(r * cols, (r + 1) * cols);
  const bad = own.findIndex((value, i) => !Number.isFinite(value) && value !== storage.round(exact.y[i]!));
  if (bad >= 0) return { kind: own.some((value, i) => Number.isNaN(value) && !Number.isNaN(exact.y[i]!)) ? "not-a-number" : "infinite", error: Infinity };
  let scale = 0;
  let error = 0;
  let tooLarge = false;
  for (let i = 0; i < cols; i++) {
    const [g, b] = [Math.abs(valueAt(gamma, i, 1)), valueAt(beta, i, 0)];
    scale = Math.max(scale, g, Math.abs(b), Math.min(Math.abs(exact.y[i]!), storage.maxFinite));
    if (Number.isFinite(own[i]!)) error = Math.max(error, Math.abs(own[i]! - Math.min(Math.max(exact.y[i]!, -storage.maxFinite), storage.maxFinite)));
    // A few roundings of γ·x̂ and of β are nobody's fault.
    if (Math.abs(own[i]! - b) > g * Math.sqrt(cols) + 8 * storage.unitRoundoff * (g * Math.sqrt(cols) + Math.abs(b)) + storage.minSubnormal) tooLarge = true;
  }
  const share = scale > 0 ? error / scale : 0;
  if (share < wrongShare) return { kind: "inaccurate", error: share };
  if (own.every((value, i) => value === valueAt(beta, i, 0))) return { kind: "zeros", error: share };
  return { kind: tooLarge ? "too-large" : "wrong", error: share };
}
