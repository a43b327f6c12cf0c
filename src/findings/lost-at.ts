// Where in a computation the accuracy was lost: the first stage whose own error, carried through the rest exactly, accounts for a
// good part of the error of the output.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Row } from "../oracle/row.ts";
import type { Stage, Trace } from "./hypotheses/trace.ts";
import { apart, type Loss, short } from "./hypotheses/traced-arithmetic.ts";

/** A stage explains an error when it alone makes at least this part of it: half, or else a quarter, where several stages add up. */
const explainedShares = [1 / 2, 1 / 4];

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
  const departures = trace.stages.map((stage) => ({ stage, ...departure(stage, row, exact, column) }));
  // x̂ is wrong by all of the error, whatever the reason: it is named only where nothing before it is.
  const [earlier, outputs] = [departures.filter(({ stage }) => stage.kind !== "normalised"), departures.filter(({ stage }) => stage.kind === "normalised")];
  for (const share of explainedShares) {
    const found = earlier.find(({ effect }) => effect >= share * error);
    if (found) return sentence(found, exact, trace);
  }
  const found = outputs.find(({ effect }) => effect >= explainedShares[0] * error);
  return found && sentence(found, exact, trace);
}

function sentence({ stage, value, wanted }: Departure & { readonly stage: Stage }, exact: ExactAnswer, trace: Trace): string {
  const terms = stage.terms ?? 1;
  const loss = lossAt(stage, value, trace);
  if (loss === undefined) {
    const [given, right] = apart(value * terms, wanted * terms);
    return `${stage.name}: ${given} where ${right} is exact${earlierLosses(stage, trace)}`;
  }
  const condition = loss.kind === "cancellation" && stage.kind === "variance" ? ` (κ = ${short(exact.statistics.conditionNumber, 2)})` : "";
  const instead = loss.kind === "overflow" || stage.kind === "epsilon" ? "" : `; exact ${stage.name} ${short(wanted * terms)}`;
  return `${loss.stage}: ${loss.text}${condition}${instead}`;
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

/** What went before a stage that lost nothing by itself: two small losses may meet in a sum. */
function earlierLosses(stage: Stage, { losses, stages }: Trace): string {
  const before = new Set(stages.slice(0, stages.indexOf(stage)).map(({ name }) => name));
  const earlier = losses.filter((loss) => before.has(loss.stage) && loss.kind !== "stagnation");
  return earlier.length === 0 ? "" : ` (${earlier.map((loss) => `${loss.stage}: ${loss.text}`).join("; ")})`;
}
