// Where in a computation the accuracy was lost: the first stage whose own error, carried through the rest exactly, accounts for a
// good part of the error of the output.

import { type StageId, stageLabels } from "../contract/stage.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Row } from "../oracle/row.ts";
import type { Stage } from "./hypotheses/trace.ts";
import { apart, type Loss, type LossKind, short } from "./hypotheses/traced-arithmetic.ts";

/** A stage explains an error when it alone makes at least this part of it: half, or else a quarter, where several stages add up. */
const explainedShares = [1 / 2, 1 / 4];

export interface LostAtOptions {
  readonly row: Row;
  readonly exact: ExactAnswer;
  /** What the implementation, or a model of it, had, in the order in which it had it, and what was noticed on the way. */
  readonly stages: readonly Stage[];
  readonly losses: readonly Loss[];
  /** Column of y that went wrong, and by how much; Infinity for a non-finite output. */
  readonly column: number;
  readonly error: number;
}

export interface Lost<Id = StageId> {
  readonly stage: Id;
  /** What happened there; absent where the value is merely another one. */
  readonly kind?: LossKind | undefined;
  /** One clause with the numbers. */
  readonly text: string;
  readonly element?: number | undefined;
}

/** The stage and the numbers, or undefined when no single stage lost it. */
export function lostAt(options: LostAtOptions): Lost | undefined {
  const { row, exact, stages, column, error } = options;
  const departures = stages.map((stage) => ({ stage, ...departure(stage, row, exact, column) }));
  // x̂ is wrong by all of the error, whatever the reason: it is named only where nothing before it is.
  const [earlier, outputs] = [departures.filter(({ stage }) => stage.id !== "normalised"), departures.filter(({ stage }) => stage.id === "normalised")];
  for (const share of explainedShares) {
    const found = earlier.find(({ effect }) => effect >= share * error);
    if (found) return lossOf(found, options);
  }
  const found = outputs.find(({ effect }) => effect >= explainedShares[0] * error);
  return found && lossOf(found, options);
}

/** One line, complete: "Σx²: 65536 + 65536 = 131072 passes 65504, the largest fp16 number, at element 1". */
export function lostSentence({ stage, text }: Lost): string {
  return `${stageLabels[stage]}: ${text}`;
}

function lossOf({ stage, value, wanted }: Departure & { readonly stage: Stage }, { exact, stages, losses }: LostAtOptions): Lost {
  const terms = stage.terms ?? 1;
  const loss = lossAt(stage, value, losses);
  if (loss === undefined) {
    const [given, right] = apart(stage.terms === undefined ? value : Number(stage.value), wanted * terms);
    const vanished = value === 0 && wanted > 0 && (stage.id === "variance" || stage.id === "total" || stage.id === "sum-of-squares");
    return { stage: stage.id, kind: vanished ? "underflow" : undefined, text: `${given} where ${right} is exact${earlierLosses(stage, stages, losses)}` };
  }
  const condition = loss.kind === "cancellation" && stage.id === "variance" ? ` (κ = ${short(exact.statistics.conditionNumber, 2)})` : "";
  const instead = loss.kind === "overflow" || stage.id === "epsilon" ? "" : `; exact ${stageLabels[stage.id]} ${short(wanted * terms)}`;
  return { ...loss, text: `${loss.text}${condition}${instead}` };
}

interface Departure {
  readonly value: number;
  readonly wanted: number;
  /** |error of y[column]| if everything after this stage were exact; Infinity when y would not be finite. */
  readonly effect: number;
}

function departure({ id, value: given, terms = 1 }: Stage, row: Row, exact: ExactAnswer, column: number): Departure {
  const { mean, variance, meanSquare, deviations } = exact.statistics;
  const { rstd } = exact;
  const gamma = row.gamma?.[column] ?? 1;
  const value = (typeof given === "number" ? given : given[column]) / terms;
  const throughRstd = (wrong: number) => deviations[column] * wrong - deviations[column] * rstd;
  const [wanted, normalisedError] = ((): [number, number] => {
    switch (id) {
      case "sum":
      case "mean":
        return [mean, (value - mean) * rstd];
      case "sum-of-squares":
      case "variance":
        return [variance, throughRstd(1 / Math.sqrt(value + row.eps))];
      case "sum-of-squares-of-x":
      case "mean-square-of-x":
        // An error of its last place is what the subtraction makes of it: only what is no number is lost here.
        return [meanSquare, Number.isFinite(value) ? 0 : Infinity];
      case "epsilon":
        return [row.eps, throughRstd(1 / Math.sqrt(variance + value))];
      case "total":
        return [variance + row.eps, throughRstd(1 / Math.sqrt(value))];
      case "root":
        return [1 / rstd, throughRstd(1 / value)];
      case "rstd":
        return [rstd, throughRstd(value)];
      case "normalised":
        return [exact.normalised[column], value - exact.normalised[column]];
      // Single elements of what is summed, and the output itself, say less than the stages before and after them.
      case "deviations":
      case "squares":
      case "squares-of-x":
      case "affine":
        return [value, 0];
    }
  })();
  const effect = Math.abs(gamma * normalisedError);
  return { value, wanted, effect: Number.isFinite(effect) ? effect : Infinity };
}

/** The elements that a sum is of. */
const summands: Readonly<Partial<Record<StageId, StageId>>> = { "sum-of-squares": "squares", "sum-of-squares-of-x": "squares-of-x", "mean-square-of-x": "squares-of-x" };

/** What was noticed at the stage, or on the way to it: of a stage that is not finite, the first operation that was not. */
function lossAt({ id }: Stage, value: number, losses: readonly Loss[]): Loss | undefined {
  if (!Number.isFinite(value)) return losses.find(({ kind }) => kind === "overflow" || kind === "invalid");
  const here = losses.filter(({ stage }) => stage === id || stage === summands[id]);
  return here.find(({ kind }) => kind === "cancellation") ?? here[0];
}

/** What went before a stage that lost nothing by itself: two small losses may meet in a sum. */
function earlierLosses(stage: Stage, stages: readonly Stage[], losses: readonly Loss[]): string {
  const before = new Set(stages.slice(0, stages.indexOf(stage)).map(({ id }) => id));
  const earlier = losses.filter((loss) => before.has(loss.stage) && loss.kind !== "stagnation" && loss.kind !== "cancellation");
  return earlier.length === 0 ? "" : ` (${earlier.map((loss) => lostSentence(loss)).join("; ")})`;
}
