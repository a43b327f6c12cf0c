// A perfect kernel with one known error: the exact answer, an error of relative size δ, and then the one rounding into storage.

import { formatOf } from "../../src/formats/format-of.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import type { ExactAnswer } from "../../src/oracle/exact-answer.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { correctlyRounded } from "../../src/oracle/round-answer.ts";
import type { Row } from "../../src/oracle/row.ts";
import { rowOf } from "../../src/oracle/row.ts";

/**
 * - `scale`: x̂ (1 + δ), what an error of rstd, ε or the variance does;
 * - `shift`: x̂ + δ, what an error of the mean does, in standard deviations;
 * - `single`: the last output of each row off by δ·max(|x̂|, 1), an error in one element, relative to the output's own scale.
 */
export const injections = ["scale", "shift", "single"] as const;
export type Injection = (typeof injections)[number];

export interface InjectedError {
  readonly injection: Injection;
  /** δ, of either sign. */
  readonly delta: number;
}

/** The kernel. δ = 0 is the perfect one: every output correctly rounded. */
export function injected(format: StorageFormatId, error: InjectedError, solve: Solver = exactAnswer): LayerNormImplementation {
  const storage = formatOf(format);
  return {
    id: `${error.injection}-${format}`,
    format,
    forward(x, { rows, cols, eps, gamma, beta }) {
      const y = new Float64Array(x.length);
      for (let r = 0; r < rows; r++) {
        const row = rowOf({ x, rows, cols, eps, gamma, beta }, r);
        const answer = solve(row);
        if (answer === undefined) y.fill(NaN, r * cols, (r + 1) * cols);
        else if (error.delta === 0) y.set(correctlyRounded(row, storage, answer), r * cols);
        else for (let i = 0; i < cols; i++) y[r * cols + i] = storage.round(answer.y[i] + (answer.yLow[i] + offset(answer, error, i) * (gamma?.[i] ?? 1)));
      }
      return y;
    },
  };
}

/** What is added to x̂_i. */
function offset({ normalised }: ExactAnswer, { injection, delta }: InjectedError, i: number): number {
  if (injection === "shift") return delta;
  if (injection === "scale") return delta * normalised[i];
  return i === normalised.length - 1 ? delta * Math.max(Math.abs(normalised[i]), 1) : 0;
}

export type Solver = (row: Row) => ExactAnswer | undefined;

/** More than any property asks about in one trial. */
const keptMax = 24;

/** The oracle with a memory: a bisection asks for the same few rows again and again. */
export function rememberingSolver(): Solver {
  const kept: { readonly row: Row; readonly answer: ExactAnswer | undefined }[] = [];
  return (row) => {
    const known = kept.find((one) => isSameRow(one.row, row));
    if (known) return known.answer;
    if (kept.length === keptMax) kept.shift();
    const answer = exactAnswer(row);
    // The kernel is given copies, and these are views of them, which nobody writes to: kept as they are.
    kept.push({ row, answer });
    return answer;
  };
}

function isSameRow(a: Row, b: Row): boolean {
  return a.eps === b.eps && isSame(a.x, b.x) && isSame(a.gamma, b.gamma) && isSame(a.beta, b.beta);
}

function isSame(a: Float64Array | undefined, b: Float64Array | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
