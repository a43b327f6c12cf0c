// What became of the row of a counterexample, by its outputs alone: the words of a scoreboard, the same for a violation and for what happens
// beyond a contract.

import { largest, valueAt } from "../../contract/batch-values.ts";
import type { Example } from "../../findings/counterexample.ts";
import type { Format } from "../../formats/format.ts";
import { exactAnswer } from "../../oracle/exact.ts";
import { exactGradient } from "../../oracle/gradient.ts";

/**
 * not-a-number, infinite: where the exact output is a number of the format. zeros: every output is its β although the row has an answer. too-large: |x̂| > √n,
 * which no LayerNorm has, or a gradient that no LayerNorm has. wrong: off by a quarter of the scale or more. inaccurate: by less.
 */
export type OutcomeKind = "not-a-number" | "infinite" | "zeros" | "too-large" | "wrong" | "inaccurate";

export interface RowOutcome {
  readonly kind: OutcomeKind;
  /**
   * Largest |y − exact| over the scale max(|γ_i|, |β_i|, |exact y_i|) of the row; of a gradient, |dx − exact| over rstd·max|γ_i·dy_i|. Infinity where an
   * output is no number.
   */
  readonly error: number;
}

/** From this share of the scale on an answer is called wrong, as in contract/beyond.ts. */
const wrongShare = 1 / 4;

/** Undefined where the outputs are not those of the row: none were given, they belong to a related input, or the row has no exact answer. */
export function rowOutcome(example: Example, storage: Format): RowOutcome | undefined {
  const { batch, y, row: r, derived } = example;
  const { cols, eps, gamma, beta, dy } = batch;
  if (y === undefined || y.length !== batch.x.length || derived !== undefined || r < 0 || r >= batch.rows) return undefined;
  if (dy !== undefined) return gradientOutcome({ ...example, y }, dy, storage);
  const exact = exactAnswer({ x: batch.x.subarray(r * cols, (r + 1) * cols), eps, gamma, beta });
  if (exact === undefined) return undefined;
  const own = y.subarray(r * cols, (r + 1) * cols);
  const notFinite = nonFinite(own, exact.y, storage);
  if (notFinite !== undefined) return notFinite;
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

/** Undefined where every output that is not finite is one that the exact answer rounds to. */
function nonFinite(own: Float64Array, exact: Float64Array, storage: Format): RowOutcome | undefined {
  const bad = own.findIndex((value, i) => !Number.isFinite(value) && value !== storage.round(exact[i]!));
  if (bad < 0) return undefined;
  return { kind: own.some((value, i) => Number.isNaN(value) && !Number.isNaN(exact[i]!)) ? "not-a-number" : "infinite", error: Infinity };
}

/**
 * The scale is that of the terms of dx, rstd·max|γ_i·dy_i|, as in bounds/gradient.ts, and not of dx: it is what is left where they cancel, to nothing in
 * the row of a constant dy, and an error of their last place is then nobody's fault. The Jacobian has eigenvalues
 * between 0 and rstd: ‖dx‖ ≤ rstd·‖γ·dy‖ ≤ √n·scale, and what is larger is no gradient of the row.
 */
function gradientOutcome({ batch, y, row: r }: Example & { readonly y: Float64Array }, dy: Float64Array, storage: Format): RowOutcome | undefined {
  const { cols, eps, gamma } = batch;
  const own = (values: Float64Array) => values.subarray(r * cols, (r + 1) * cols);
  const x = own(batch.x);
  const forward = exactAnswer({ x, eps });
  const exact = forward && exactGradient({ x, eps, gamma }, own(dy));
  if (exact === undefined) return undefined;
  const dx = own(y);
  const notFinite = nonFinite(dx, exact.dx, storage);
  if (notFinite !== undefined) return notFinite;
  const clamped = (value: number) => Math.min(Math.max(value, -storage.maxFinite), storage.maxFinite);
  const scale = forward!.rstd * largest(exact.g);
  const error = dx.reduce((most, value, i) => (Number.isFinite(value) ? Math.max(most, Math.abs(value - clamped(exact.dx[i]!))) : most), 0);
  const share = scale > 0 ? error / scale : error > 0 ? Infinity : 0;
  if (share < wrongShare) return { kind: "inaccurate", error: share };
  if (dx.every((value) => value === 0)) return { kind: "zeros", error: share };
  return { kind: largest(dx) > Math.sqrt(cols) * scale * (1 + 8 * storage.unitRoundoff) + storage.minSubnormal ? "too-large" : "wrong", error: share };
}

/** The same of dγ and dβ, of which an example has one value: the scale is Σ|dy| over the rows of the column where that is largest. */
export function parameterOutcome({ batch: { dy, rows, cols }, observed, expected }: Pick<Example, "batch" | "observed" | "expected">): RowOutcome | undefined {
  if (dy === undefined || expected === undefined || !Number.isFinite(expected)) return undefined;
  if (!Number.isFinite(observed)) return { kind: Number.isNaN(observed) ? "not-a-number" : "infinite", error: Infinity };
  const scale = largest(Float64Array.from({ length: cols }, (_, j) => Array.from({ length: rows }, (_, r) => Math.abs(dy[r * cols + j]!)).reduce((sum, value) => sum + value, 0)));
  const share = scale > 0 ? Math.abs(observed - expected) / scale : observed === expected ? 0 : Infinity;
  return { kind: share < wrongShare ? "inaccurate" : "wrong", error: share };
}
