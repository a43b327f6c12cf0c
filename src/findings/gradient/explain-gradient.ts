// A violated trial of the backward pass, explained: the model that fits, the stage that lost it, the cause by name, and every stage beside the exact one.

import type { Call } from "../../contract/call.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { sameValue } from "../../contract/judge.ts";
import type { Trial } from "../../contract/trial.ts";
import type { Violated } from "../../contract/verdict.ts";
import { rowOf } from "../../oracle/row.ts";
import type { Cause } from "../cause.ts";
import { cause, unknownCause } from "../causes.ts";
import type { Explanation } from "../explanation.ts";
import { finiteOr } from "../finite-or.ts";
import type { Stage } from "../hypotheses/trace.ts";
import type { Lost } from "../lost-at.ts";
import type { StageTable } from "../stage-table.ts";
import { diagnoseGradient, type DiagnoseGradientOptions, type GradientDiagnosis, gradientExplanation, traceOf } from "./diagnose-gradient.ts";
import type { GradientTrace } from "./evaluate-gradient.ts";
import { evaluateParameters } from "./evaluate-parameters.ts";
import { type ExactGradientStages, exactGradientStages, type ExactRow, exactRow } from "./exact-gradient-stages.ts";
import { certainGradientCause, gradientCauseOf } from "./gradient-cause-of.ts";
import { gradientStageTable } from "./gradient-stage-table.ts";
import type { GradientStageId } from "./gradient-stage.ts";
import { lostInGradient, lostInGradientSentence, lossOf } from "./lost-in-gradient.ts";
import { probeGradient } from "./probe-gradient.ts";

/** A diagnosis with everything that it shows. */
export interface ExplainedGradient {
  readonly diagnosis: GradientDiagnosis;
  readonly trace: GradientTrace;
  /** Those of the trace, and dγ and dβ where these are wrong. */
  readonly stages: readonly Stage<GradientStageId>[];
  readonly right: ExactGradientStages;
  readonly exact: ExactRow;
  /** The column that was looked at. */
  readonly column: number;
  readonly lost: Lost<GradientStageId> | undefined;
}

export interface GradientFindings {
  readonly explanation?: Explanation | undefined;
  readonly stages?: StageTable | undefined;
  readonly cause: Cause;
}

export interface GradientToExplain {
  readonly property: string;
  readonly trial: Trial;
  readonly verdict: Violated;
}

/** Asks the implementation for a few gradients more. Where it gives none no cause is named: a short row alone is what many mistakes give. */
export async function explainGradient(given: GradientToExplain, implementation: LayerNormImplementation | undefined): Promise<GradientFindings> {
  const { property, trial, verdict } = given;
  if (implementation === undefined || certainGradientCause(property, trial, verdict) !== undefined) return findGradientCause(given, { alone: true });
  const { again, probes } = await probeGradient(implementation, trial.call.contract, trial.call.batch);
  if (probes.length === 0) return findGradientCause(given, { alone: true });
  // The same input with gradients as far from each other: nothing else needs to be wrong.
  if (again !== undefined && changes(trial.call, again, verdict)) return { cause: cause("state-between-calls") };
  return findGradientCause(given, { probes });
}

/** Whether two calls of the same input differ by a good part of what is wrong. */
function changes(a: Call, b: Call, { observed, expected = NaN }: Violated): boolean {
  const least = finiteOr(Math.abs(observed - expected), 0) / 2;
  if (a.failure !== undefined || b.failure !== undefined) return false;
  const pairs = (["dx", "dgamma", "dbeta"] as const).map((name) => [a.gradients?.given[name], b.gradients?.given[name]] as const);
  return pairs.some(([first, second]) => first !== undefined && second !== undefined && first.some((value, i) => !sameValue(value, second[i]) && !(Math.abs(value - second[i]) < least)));
}

export interface FindGradientCauseOptions extends DiagnoseGradientOptions {
  /** The implementation could not be asked for more: what fits is said, and no cause is named. */
  readonly alone?: boolean;
}

/** The same from what was observed already. */
export function findGradientCause({ property, trial, verdict }: GradientToExplain, { alone = false, ...options }: FindGradientCauseOptions = {}): GradientFindings {
  const certain = certainGradientCause(property, trial, verdict);
  if (certain !== undefined) return { cause: certain };
  const found = diagnoseGradient(property, trial, verdict, options);
  if (found === undefined) return { cause: unknownCause };
  const causes = [found.fit, ...found.others].map((fit) => namedCause({ property, trial, verdict }, { ...found, fit }).id);
  const ambiguous = alone || new Set(causes).size > 1;
  return findingsOf({ property, trial, verdict }, ambiguous ? { ...found, ambiguous } : found);
}

/** The cause of a diagnosis, as if nothing else fitted. */
function namedCause({ property, trial, verdict }: GradientToExplain, diagnosis: GradientDiagnosis): Cause {
  const explained = diagnosis.fit?.hypothesis.cause === "by-loss" ? explainedOf(diagnosis, trial, verdict) : undefined;
  return gradientCauseOf({ property, trial, verdict, diagnosis, lost: explained?.lost, exact: explained?.exact, column: explained?.column ?? 0 });
}

function findingsOf({ property, trial, verdict }: GradientToExplain, diagnosis: GradientDiagnosis): GradientFindings {
  const explained = explainedOf(diagnosis, trial, verdict);
  const explanation = gradientExplanation(diagnosis);
  const { lost, exact, column = 0 } = explained ?? {};
  return {
    explanation: explanation && { ...explanation, ...(lost && { lostAt: lostInGradientSentence(lost) }) },
    stages: explained && gradientStageTable(explained, trial),
    cause: gradientCauseOf({ property, trial, verdict, diagnosis, lost, exact, column }),
  };
}

function explainedOf(given: GradientDiagnosis, trial: Trial, verdict: Violated): ExplainedGradient | undefined {
  if (given.about === "parameters") return explainedParameters(given);
  const { fit, ambiguous } = given;
  const diagnosis = { ...given, ...shownRow(given, trial) };
  const { call, row: r } = diagnosis;
  const exact = exactRow(rowOf(call.batch, r), call.gradients!.row(r).dy);
  if (exact === undefined) return undefined;
  const trace = traceOf(diagnosis);
  const right = exactGradientStages(exact);
  const { dx, bound } = call.gradients!.row(r);
  const column = worstColumn(dx, exact.gradient.dx, verdict.column);
  const error = finiteOr(Math.abs(dx[column] - exact.gradient.dx[column]), Infinity);
  const isWrong = fit?.hypothesis.bitwise || !(error <= (bound?.errors[column] ?? Infinity));
  const lost = fit === undefined || ambiguous || !isWrong ? undefined : lostInGradient({ exact, right, stages: trace.stages, losses: trace.losses, column, error, mistakenAt: fit.hypothesis.at });
  return { diagnosis, trace, stages: trace.stages, right, exact, column, lost };
}

/** The row to show: that of the evidence or, where that is right by itself, the same row of the other calls that it was compared with. */
function shownRow({ call, row }: GradientDiagnosis, { call: first, derived }: Trial): Pick<GradientDiagnosis, "call" | "row"> {
  const margin = (one: Call) => {
    if (one.failure !== undefined || one.gradients === undefined || row >= one.batch.rows) return -1;
    const { dx, exact, bound } = one.gradients.row(row);
    if (exact === undefined || !bound?.finite) return -1;
    return dx.reduce((most, value, i) => Math.max(most, finiteOr(Math.abs(value - exact.dx[i]) / bound.errors[i], Infinity)), 0);
  };
  if (margin(call) > 1) return { call, row };
  return { call: [first, ...derived].find((one) => margin(one) > 1) ?? call, row };
}

/** Of dγ and dβ: the row that has most part in what is wrong, and the sums. */
function explainedParameters(given: GradientDiagnosis): ExplainedGradient | undefined {
  const { call, fit, ambiguous } = given;
  const { batch, contract } = call;
  const { given: observed, parameters } = call.gradients!;
  if (parameters === undefined || observed.dgamma === undefined) return undefined;
  const { dgamma, dbeta } = parameters.exact;
  const ofGamma = worstColumn(observed.dgamma, dgamma.value, -1);
  const ofBeta = observed.dbeta === undefined ? 0 : worstColumn(observed.dbeta, dbeta.value, -1);
  const errorOf = (values: Float64Array | undefined, exact: Float64Array, j: number) => (values === undefined ? 0 : finiteOr(Math.abs(values[j] - exact[j]), Infinity));
  const isBeta = errorOf(observed.dbeta, dbeta.value, ofBeta) > errorOf(observed.dgamma, dgamma.value, ofGamma);
  const column = isBeta ? ofBeta : ofGamma;
  const rows = Array.from({ length: batch.rows }, (_, r) => {
    const exact = exactRow(rowOf(batch, r), call.gradients!.row(r).dy);
    const diagnosis = { ...given, row: r };
    const trace = traceOf(diagnosis);
    const part = exact === undefined ? 0 : finiteOr(Math.abs(exact.dy[column] * (trace.normalised[column] - exact.forward.normalised[column])), Infinity);
    return { diagnosis, exact, trace, part };
  });
  const { diagnosis, exact, trace, part } = rows.reduce((most, one) => (one.part > most.part ? one : most));
  if (exact === undefined) return undefined;
  const right = exactGradientStages(exact, parameters.exact);
  const model = fit === undefined ? { dgamma: observed.dgamma, dbeta: observed.dbeta ?? dbeta.value } : evaluateParameters(batch, fit.recipe, contract.storage);
  const sums: readonly Stage<GradientStageId>[] = [{ id: "gamma-gradient", value: model.dgamma }, { id: "beta-gradient", value: model.dbeta }];
  const ofStatistics = trace.stages.filter(({ id }) => id === "mean" || id === "variance" || id === "rstd" || id === "normalised");
  const error = errorOf(observed.dgamma, dgamma.value, column);
  const mistake = fit && trace.stages.find(({ id, value }) => id === fit.hypothesis.at && value !== right[id]);
  const stage = fit === undefined || ambiguous ? undefined : mistake !== undefined && part >= error / 2 ? mistake : !isBeta && part >= error / 2 ? firstOf(ofStatistics, exact, column, part) : sums[isBeta ? 1 : 0];
  return { diagnosis, trace, stages: [...trace.stages.filter((one) => ofStatistics.includes(one) || one === stage), ...sums], right, exact, column, lost: stage && lossOf(stage, { right, losses: trace.losses, column }) };
}

/** The first of the statistics that makes half of what x̂ is off. */
function firstOf(stages: readonly Stage<GradientStageId>[], { row, dy, forward }: ExactRow, column: number, part: number): Stage<GradientStageId> | undefined {
  const { rstd, normalised, statistics } = forward;
  const off: Readonly<Partial<Record<GradientStageId, (value: number) => number>>> = {
    mean: (mean) => (mean - statistics.mean) * rstd,
    variance: (variance) => normalised[column] * (Math.sqrt((statistics.variance + row.eps) / (variance + row.eps)) - 1),
    rstd: (own) => normalised[column] * (own / rstd - 1),
  };
  return stages.find(({ id, value }) => {
    const effect = typeof value === "number" ? off[id]?.(value) : value[column] - normalised[column];
    return effect !== undefined && finiteOr(Math.abs(dy[column] * effect), Infinity) >= part / 2;
  });
}

/** The column of the evidence if it is wrong by itself, else the one with the largest error. */
function worstColumn(own: Float64Array, exact: Float64Array, column: number): number {
  const error = (i: number) => finiteOr(Math.abs(own[i] - exact[i]), Infinity);
  const worst = own.reduce((best, _, i) => (error(i) > error(best) ? i : best), 0);
  return column >= 0 && column < own.length && error(column) > error(worst) / 2 ? column : worst;
}
