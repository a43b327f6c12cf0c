// From what is known about a wrong gradient to the name of its cause. A single mistake that gives everything that was observed is named, and nothing else:
// where no model fits, or models of several causes do, the cause is not known.

import type { Call } from "../../contract/call.ts";
import type { StageId } from "../../contract/stage.ts";
import type { Trial } from "../../contract/trial.ts";
import type { Violated } from "../../contract/verdict.ts";
import type { Cause } from "../cause.ts";
import { causeOfFailure, ofProperty, overflows, underflows } from "../cause-of.ts";
import { cause, type CauseId, unknownCause } from "../causes.ts";
import type { Lost } from "../lost-at.ts";
import type { GradientDiagnosis } from "./diagnose-gradient.ts";
import { cancels, type ExactRow } from "./exact-gradient-stages.ts";
import type { GradientStageId } from "./gradient-stage.ts";

export interface NamedGradient {
  readonly property: string;
  readonly trial: Trial;
  readonly verdict: Violated;
  readonly diagnosis: GradientDiagnosis | undefined;
  /** What the model that fits lost first, and the row and column that it was looked for in. */
  readonly lost: Lost<GradientStageId> | undefined;
  readonly exact: ExactRow | undefined;
  readonly column: number;
}

/** The cause by name; undefined where the property alone does not say it. */
export function certainGradientCause(property: string, trial: Trial, verdict: Violated): Cause | undefined {
  const { failure } = verdict.derived === undefined ? trial.call : trial.derived[verdict.derived];
  if (failure !== undefined) return causeOfFailure(failure.kind);
  const certain = ofProperty[property];
  if (certain !== undefined) return cause(certain);
  return property === "backward-zero" && trial.derived[0] !== undefined && parametersAreKept(trial.call, trial.derived[0]) ? cause("state-between-calls") : undefined;
}

/** Without an incoming gradient dγ and dβ are those of the call before. */
function parametersAreKept(before: Call, silent: Call): boolean {
  const pairs = (["dgamma", "dbeta"] as const).map((name) => [before.gradients?.given[name], silent.gradients?.given[name]] as const);
  return pairs.some(([, now]) => now?.some((value) => value !== 0)) && pairs.every(([was, now]) => was !== undefined && now !== undefined && was.every((value, j) => value === now[j]));
}

export function gradientCauseOf(named: NamedGradient): Cause {
  const { property, trial, verdict, diagnosis } = named;
  const certain = certainGradientCause(property, trial, verdict);
  if (certain !== undefined) return certain;
  const fit = diagnosis?.fit;
  if (fit === undefined || diagnosis?.ambiguous) return unknownCause;
  const { hypothesis } = fit;
  if (hypothesis.cause !== "by-loss") return cause(hypothesis.cause);
  const id = ofLoss(named, hypothesis.id);
  return id === undefined ? unknownCause : cause(id);
}

function ofLoss({ lost, exact, column }: NamedGradient, hypothesis: string): CauseId | undefined {
  const onePass = hypothesis.startsWith("one-pass");
  if (lost === undefined) return onePass ? undefined : "gradient-intermediate-narrow";
  const { kind, stage } = lost;
  switch (kind) {
    case "overflow":
    case "invalid":
      return overflowsOfGradient[stage] ?? overflows[stage as StageId] ?? "overflow-elsewhere";
    case "underflow":
      return underflows[stage as StageId] ?? "gradient-underflow";
    case "cancellation":
      if (stage === "variance") return "cancellation-one-pass";
      if (stage === "slope") return "cancellation-in-slope";
      break;
    case "stagnation":
    case undefined:
      break;
  }
  if (onePass && isOfStatistics(stage)) return "one-pass-rounding";
  if (stage === "epsilon") return "epsilon-narrow";
  return exact !== undefined && cancels(exact, column) ? "cancellation-in-gradient" : "gradient-intermediate-narrow";
}

const overflowsOfGradient: Readonly<Partial<Record<GradientStageId, CauseId>>> = {
  incoming: "overflow-of-incoming",
  "gradient-sum": "overflow-of-gradient-sums",
  projections: "overflow-of-gradient-sums",
  "projection-sum": "overflow-of-gradient-sums",
  "product-sum": "overflow-of-gradient-sums",
  slope: "overflow-of-gradient-sums",
  rstd: "overflow-of-rstd",
  cube: "overflow-of-rstd",
  rest: "overflow-of-gradient",
  "scaled-rest": "overflow-of-gradient",
  offset: "overflow-of-gradient",
  gradient: "overflow-of-gradient",
};

function isOfStatistics(stage: GradientStageId): boolean {
  return stage.startsWith("sum") || stage.startsWith("mean-square") || stage === "mean" || stage === "variance" || stage === "total" || stage === "root" || stage === "rstd" || stage === "normalised";
}
