// Where in a computation the accuracy was lost: the first stage whose own error, carried through the rest exactly, accounts for a
// good part of the error of the output.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Row } from "../oracle/row.ts";
import type { Stage, Trace } from "./hypotheses/trace.ts";
import { type Loss, short } from "./hypotheses/traced-arithmetic.ts";

/** A stage explains an error when it makes at least this part of it: two causes of equal size are both worth naming, so less than half. */
const explainedShare = 1 / 4;

export interface LostAtOptions {
  readonly row: Row;
  readonly exact: ExactAnswer;
  readonly trace: Trace;
  /** Column of y that went wrong, and by how much; Infinity for a non-finite output. */
  readonly column: number;
  readonly error: number;
}

/** One line with the stage and the numbers, or undefined when no single stage lost it. */
export function lostAt({ row, exact, trace, column, error }: LostAtOptions): string | undefined {
  for (const stage of trace.stages) {
    const { value, wanted, effect } = departure(stage, row, exact, column);
    if (!(effect >= explainedShare * error)) continue;
    const loss = lossAt(stage, value, trace);
    const condition = loss?.kind === "cancellation" && stage.kind === "variance" ? ` (κ = ${short(exact.statistics.conditionNumber)})` : "";
    if (loss !== undefined) return `${loss.stage}: ${loss.text}${condition}${loss.kind === "overflow" ? "" : `; exact ${stage.name} ${short(wanted)}`}`;
    return `${stage.name}: ${short(value)} where ${short(wanted)} is exact`;
  }
  return undefined;
}

interface Departure {
  readonly value: number;
  readonly wanted: number;
  /** |error of y[column]| if everything after this stage were exact; Infinity when y would not be finite. */
  readonly effect: number;
}

function departure({ kind, value: given }: Stage, row: Row, exact: ExactAnswer, column: number): Departure {
  const { mean, variance, deviations } = exact.statistics;
  const { rstd } = exact;
  const gamma = row.gamma?.[column] ?? 1;
  const value = typeof given === "number" ? given : given[column];
  const throughRstd = (wrong: number) => deviations[column] * wrong - deviations[column] * rstd;
  const [wanted, normalisedError] = ((): [number, number] => {
    switch (kind) {
      case "mean":
        return [mean, (value - mean) * rstd];
      case "variance":
        return [variance, throughRstd(1 / Math.sqrt(value + row.eps))];
      case "epsilon":
        return [row.eps, throughRstd(1 / Math.sqrt(variance + value))];
      case "total":
        return [variance + row.eps, throughRstd(1 / Math.sqrt(value))];
      case "rstd":
        return [rstd, throughRstd(value)];
      case "normalised":
        return [exact.normalised[column], value - exact.normalised[column]];
    }
  })();
  const effect = Math.abs(gamma * normalisedError);
  return { value, wanted, effect: Number.isFinite(effect) ? effect : Infinity };
}

/** What was noticed at the stage, or on the way to it: of a stage that is not finite, the first operation that was not. */
function lossAt(stage: Stage, value: number, { losses }: Trace): Loss | undefined {
  if (!Number.isFinite(value)) return losses.find(({ kind }) => kind === "overflow" || kind === "invalid");
  const here = losses.filter((loss) => loss.stage === stage.name);
  return here.find(({ kind }) => kind === "cancellation") ?? here[0];
}
