// Why an answer is wrong. Every known way of getting LayerNorm wrong is carried out on the failing row, and the one that gives the
// observed outputs is named; where none does, nothing is claimed but where the declared algorithm is fragile.

import type { Contract } from "../bounds/contract.ts";
import type { Call } from "../contract/call.ts";
import type { Trial } from "../contract/trial.ts";
import type { Violated } from "../contract/verdict.ts";
import { fusedPrecisionMax } from "../formats/fused.ts";
import { ulp } from "../formats/neighbours.ts";
import type { Format } from "../formats/format.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import { correctlyRounded } from "../oracle/round-answer.ts";
import type { Batch } from "../oracle/row.ts";
import type { Explanation } from "./explanation.ts";
import { finiteOr } from "./finite-or.ts";
import { finish, type Prepared, prepare } from "./hypotheses/evaluate.ts";
import { formulaHypotheses } from "./hypotheses/formula-hypotheses.ts";
import { formatHypotheses } from "./hypotheses/format-hypotheses.ts";
import type { Hypothesis, Setting } from "./hypotheses/hypothesis.ts";
import { layoutHypotheses } from "./hypotheses/layout-hypotheses.ts";
import type { Recipe } from "./hypotheses/recipe.ts";
import { statisticsHypotheses } from "./hypotheses/statistics-hypotheses.ts";
import type { Stage, Trace } from "./hypotheses/trace.ts";
import type { Loss } from "./hypotheses/traced-arithmetic.ts";
import { type Measured, measure } from "./measure.ts";
import { type Lost, lostAt, lostSentence } from "./lost-at.ts";

/** In the order in which ties are settled: a plain algorithm before a mistake in one, which is a variant of two-pass. */
export const hypotheses: readonly Hypothesis[] = [...statisticsHypotheses, ...[...formulaHypotheses, ...layoutHypotheses, ...formatHypotheses].map((one) => ({ variantOf: "two-pass", ...one }))];

/** "A couple" of units in the last place: what another order of the same operations changes on a short row. */
const consistentUlps = 2;
const alsoFitsMax = 3;

type Certainty = Explanation["certainty"];

interface Fit {
  readonly hypothesis: Hypothesis;
  readonly trace: Trace;
  readonly certainty: "exact" | "consistent";
}

/** What the implementation itself had at its stages, and what can be seen in them. */
export interface Observed {
  readonly stages: readonly Stage[];
  readonly losses: readonly Loss[];
}

/** An explanation with all that it was made from. */
export interface Diagnosis {
  readonly explanation: Explanation;
  /** The model that fits, or that of the declared algorithm. */
  readonly trace: Trace;
  /** Completes "behaves exactly like …". */
  readonly model: string;
  /** The column that was looked at; undefined for a row without an exact answer. */
  readonly column: number | undefined;
  readonly lost: Lost | undefined;
}

/** Why the trial is violated, or undefined when there is nothing to say that is likely to be true. */
export function explain(trial: Trial, verdict: Violated): Explanation | undefined {
  return diagnose(trial, verdict)?.explanation;
}

/** The call that the evidence is in. */
export function callOf(trial: Trial, { derived }: Violated): Call {
  return derived === undefined ? trial.call : trial.derived[derived];
}

export interface DiagnoseOptions {
  /** What the implementation told of its own stages counts for more than any model. */
  readonly observed?: Observed | undefined;
  /** id of the hypothesis to name where several fit exactly: that of another row of the same implementation. */
  readonly preferred?: string | undefined;
  /** ids of the only hypotheses to try; absent: all. */
  readonly among?: ReadonlySet<string> | undefined;
}

/** The same with all that it rests on. */
export function diagnose(trial: Trial, verdict: Violated, { observed, preferred, among }: DiagnoseOptions = {}): Diagnosis | undefined {
  const call = callOf(trial, verdict);
  const { row: r } = verdict;
  if (call.failure !== undefined || call.gradients !== undefined || r < 0 || r >= call.batch.rows) return undefined;
  const { storage, accumulator } = call.contract;
  const setting: Setting = { batch: call.batch, row: r, storage, accumulator };
  const { y } = call.row(r);
  const correct = correctAnswer(call, r);
  if (correct === undefined || closeness(correct, y, storage) !== undefined) return undefined;
  const tried = among ? hypotheses.filter(({ id }) => among.has(id)) : hypotheses;
  const fits = tried.flatMap((hypothesis) => fitOf(hypothesis, setting, y, correct) ?? []).filter(({ trace }) => observed === undefined || isLike(trace, observed, call.row(r).exact));
  const exact = fits.filter(({ certainty }) => certainty === "exact");
  const best = exact.find(({ hypothesis }) => hypothesis.id === preferred) ?? exact[0] ?? fits[0];
  if (best === undefined) return inferred(call, verdict, setting, observed);
  const ids = new Set(fits.map(({ hypothesis }) => hypothesis.id));
  const others = fits.filter(({ hypothesis: { id, variantOf }, certainty }) => id !== best.hypothesis.id && certainty === best.certainty && !(variantOf && ids.has(variantOf)));
  return diagnosis({ ...best, call, verdict, setting, others, observed });
}

/** A model that has another mean or another variance than the implementation told is not what it does, whatever its outputs are. */
const likeShare = 1 / 64;

function isLike({ stages }: Trace, observed: Observed, exact: ExactAnswer | undefined): boolean {
  return observed.stages.every(({ id, value }) => {
    const model = stages.find((stage) => stage.id === id)?.value;
    if ((id !== "mean" && id !== "variance") || typeof model !== "number" || typeof value !== "number" || isSame(model, value)) return true;
    const spread = id === "mean" ? Math.sqrt(exact?.statistics.variance ?? 0) : 0;
    return Math.abs(model - value) <= likeShare * (Math.max(Math.abs(model), Math.abs(value)) + spread);
  });
}

function correctAnswer(call: Call, r: number): Float64Array | undefined {
  const { row, y, exact } = call.row(r);
  // What a row with NaN or ±Inf in it must give: nothing finite.
  if (!row.x.every(Number.isFinite)) return new Float64Array(y.length).fill(NaN);
  return exact && correctlyRounded(row, call.contract.storage, exact);
}

function fitOf(hypothesis: Hypothesis, setting: Setting, observed: Float64Array, correct: Float64Array): Fit | undefined {
  if (hypothesis.applies?.(setting) === false) return undefined;
  const { batch, row, storage } = setting;
  const accepts = closeTo(observed, storage);
  let consistent: Fit | undefined;
  for (const sums of sumsOf(batch)) {
    const prepared = prepare(batch, row, recipeOf(hypothesis, setting, sums));
    for (const output of outputsIn(setting.accumulator)) {
      const trace = finish(prepared, output, storage, accepts);
      // A hypothesis that gives the right answer here explains nothing.
      if (trace === undefined || closeness(correct, trace.y, storage) !== undefined) continue;
      const certainty = closeness(observed, trace.y, storage);
      if (certainty === "exact") return { hypothesis, trace, certainty };
      if (certainty !== undefined) consistent ??= { hypothesis, trace, certainty };
    }
  }
  return consistent;
}

const outputs: readonly Recipe["output"][] = ["multiply", "divide", "expanded", "folded", "fused"];

/** A fused multiply-add is evaluated where a product is exact in a double. */
function outputsIn({ precision }: Format): readonly Recipe["output"][] {
  return precision <= fusedPrecisionMax ? outputs : outputs.slice(0, -1);
}

/** Up to three elements there is one order of summation. */
function sumsOf({ cols }: Batch): readonly Recipe["sums"][] {
  return cols > 3 ? ["sequential", "pairwise"] : ["sequential"];
}

function recipeOf(hypothesis: Hypothesis, setting: Setting, sums: Recipe["sums"]): Prepared["recipe"] {
  return { format: setting.accumulator, statistics: "two-pass", sums, ...hypothesis.changes(setting) };
}

/** Bitwise (±0 alike), or within a couple of ulps of the largest output: an error of the mean shifts all outputs alike, zeros too. */
function closeness(target: Float64Array, y: Float64Array, storage: Format): "exact" | "consistent" | undefined {
  if (target.every((value, i) => isSame(value, y[i]))) return "exact";
  const accepts = closeTo(target, storage);
  return y.every(accepts) ? "consistent" : undefined;
}

function closeTo(target: Float64Array, storage: Format): (value: number, i: number) => boolean {
  const largest = target.reduce((max, value) => (Number.isFinite(value) ? Math.max(max, Math.abs(value)) : max), 0);
  const allowed = consistentUlps * ulp(storage, largest);
  return (value, i) => isSame(target[i], value) || Math.abs(target[i] - value) <= allowed;
}

function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

function inferred(call: Call, verdict: Violated, setting: Setting, observed: Observed | undefined): Diagnosis | undefined {
  const hypothesis = declaredHypothesis(call.contract);
  const declared = declaredTrace(call, verdict.row);
  if (declared === undefined) return undefined;
  const { trace } = declared;
  const measured = observed ? undefined : measure(call, verdict.row);
  if (measured !== undefined && isTelling(measured)) {
    const sentence = `is like no mistake known here; ${measured.text}`;
    const explanation: Explanation = { certainty: "measured", hypothesis: `another-${measured.wrong}`, sentence, alsoFits: [] };
    return { explanation, trace, model: hypothesis.sentence(setting), column: Math.max(verdict.column, 0), lost: undefined };
  }
  const found = diagnosis({ certainty: observed ? "observed" : "inferred", hypothesis, trace, call, verdict, setting, others: [], observed });
  return found.lost === undefined ? undefined : found;
}

function isTelling({ wrong }: Measured): boolean {
  return wrong === "mean" || wrong === "scale" || wrong === "mean-and-scale";
}

/** What an evaluation of the declared algorithm passes through, whatever the implementation did. */
export function declaredTrace(call: Call, r: number): { readonly trace: Trace; readonly model: string } | undefined {
  const { storage, accumulator } = call.contract;
  const setting: Setting = { batch: call.batch, row: r, storage, accumulator };
  const hypothesis = declaredHypothesis(call.contract);
  const trace = finish(prepare(setting.batch, setting.row, recipeOf(hypothesis, setting, "sequential")), "multiply", storage);
  return trace && { trace, model: hypothesis.sentence(setting) };
}

function declaredHypothesis({ algorithm }: Contract): Hypothesis {
  const id = algorithm === "one-pass" ? "one-pass" : algorithm === "welford" || algorithm === "chan" ? "welford" : "two-pass";
  return hypotheses.find((hypothesis) => hypothesis.id === id) ?? hypotheses[0];
}

interface Diagnosed extends Pick<Diagnosis, "trace"> {
  readonly certainty: Exclude<Certainty, "measured">;
  readonly hypothesis: Hypothesis;
  readonly call: Call;
  readonly verdict: Violated;
  readonly setting: Setting;
  readonly others: readonly Fit[];
  readonly observed: Observed | undefined;
}

function diagnosis({ certainty, hypothesis, trace, call, verdict, setting, others, observed }: Diagnosed): Diagnosis {
  const { row, y, exact } = call.row(verdict.row);
  const column = exact && columnOf(verdict.column, y, exact.y);
  const error = exact && column !== undefined ? finiteOr(Math.abs(y[column] - exact.y[column]), Infinity) : 0;
  // Of a model that gives the same outputs the operands are known as well.
  const stages = observed?.stages ?? trace.stages;
  const losses = observed === undefined ? trace.losses : certainty === "exact" ? allLosses(trace, observed) : observed.losses;
  const lost = exact && column !== undefined ? lostAt({ row, exact, stages, losses, column, error }) : undefined;
  const inOutput = lost !== undefined && (lost.stage === "normalised" || lost.stage === "affine");
  const model = `${hypothesis.sentence(setting)}${inOutput ? outputWords[trace.output] : ""}`;
  const explanation: Explanation = {
    certainty,
    hypothesis: hypothesis.id,
    sentence: certainty === "observed" ? "is like no mistake known here; its own stages say where it goes wrong" : `${beginnings[certainty]} ${model}`,
    lostAt: lost && lostSentence(lost),
    alsoFits: [...new Set(others.map((fit) => fit.hypothesis.sentence(setting)))].slice(0, alsoFitsMax),
  };
  return { explanation, trace, model, column, lost };
}

/** Said where the output lost the bits; the ordinary forms, (x − m)·r and (x − m)/√, go without saying. */
const outputWords: Readonly<Record<Recipe["output"], string>> = {
  multiply: "",
  divide: "",
  expanded: " whose x̂ is x·r − m·r",
  folded: " whose output is x·(γr) + (β − m·γr)",
  fused: " whose x̂ is x·r − m·r in a fused multiply-add",
};

/** The losses of a model that gives the same outputs, and what only the implementation's own stages show. */
export function allLosses(trace: Trace, observed: Observed): readonly Loss[] {
  return [...trace.losses, ...observed.losses.filter(({ stage }) => !trace.losses.some((loss) => loss.stage === stage))];
}

const beginnings: Readonly<Record<Exclude<Certainty, "observed" | "measured">, string>> = {
  exact: "behaves exactly like",
  consistent: "is consistent with",
  inferred: "is like no mistake known here; on this row accuracy is easily lost by",
};

/** The column to look at: that of the evidence if it is wrong by itself, else the one with the largest error. */
function columnOf(column: number, y: Float64Array, exact: Float64Array): number {
  const error = (i: number) => finiteOr(Math.abs(y[i] - exact[i]), Infinity);
  const worst = y.reduce((best, _, i) => (error(i) > error(best) ? i : best), 0);
  return column >= 0 && column < y.length && error(column) > error(worst) / 2 ? column : worst;
}
