// From what is known about a violation to the name of its cause: some properties are violated for one reason only, a hypothesis that
// fits names most mistakes, and where the formula is right the first loss does.

import type { CallFailure } from "../contract/call.ts";
import type { StageId } from "../contract/stage.ts";
import type { Trial } from "../contract/trial.ts";
import type { Violated } from "../contract/verdict.ts";
import type { Cause } from "./cause.ts";
import { cause, type CauseId, unknownCause } from "./causes.ts";
import { callOf, type Diagnosis } from "./explain.ts";
import type { LossKind } from "./hypotheses/traced-arithmetic.ts";
import type { Lost } from "./lost-at.ts";
import { measure } from "./measure.ts";

/** Properties that only one mistake violates, whatever the outputs are. */
export const ofProperty: Readonly<Record<string, CauseId>> = {
  "inputs-unchanged": "input-mutated",
  deterministic: "state-between-calls",
  "after-longer-rows": "state-between-calls",
  "row-independence": "row-mixing",
  "output-representable": "output-not-rounded",
  "backward-inputs-unchanged": "input-mutated",
  "backward-deterministic": "state-between-calls",
  "backward-row-independence": "row-mixing",
  "backward-representable": "output-not-rounded",
};

/** Properties whose violation says something where no hypothesis fits. */
const hintOfProperty: Readonly<Record<string, CauseId>> = {
  "batch-invariance": "row-mixing",
  "non-finite-propagation": "nan-swallowed",
  permutation: "wrong-columns",
  "equal-inputs": "wrong-columns",
  monotone: "wrong-columns",
  "affine-identity": "affine-wrong",
  "affine-locality": "affine-wrong",
  "affine-scaling": "affine-wrong",
  "gamma-zero": "affine-wrong",
  negation: "asymmetric",
  "power-of-two-scaling": "threshold",
};

const ofFailure: Readonly<Record<CallFailure["kind"], CauseId>> = { throws: "throws", "wrong-length": "wrong-length", "not-numbers": "not-numbers", "no-answer": "no-answer", crash: "crash", protocol: "protocol", memory: "memory", abandoned: "no-answer" };

/** The cause of a call that gave no usable answer. */
export function causeOfFailure(kind: CallFailure["kind"]): Cause {
  return cause(ofFailure[kind]);
}

/** Hypotheses that are mistakes by themselves, exact ids before beginnings. */
const ofHypothesis: readonly (readonly [id: string | RegExp, CauseId])[] = [
  ["epsilon-outside", "epsilon-outside-root"],
  ["epsilon-dropped", "epsilon-ignored"],
  ["epsilon-maximum", "epsilon-maximum"],
  [/^epsilon-in-/, "epsilon-narrow"],
  [/^epsilon-fixed-/, "epsilon-replaced"],
  [/^epsilon-/, "epsilon-misplaced"],
  ["divisor-n-minus-1", "wrong-divisor"],
  [/^(padded-length-as-divisor|divisor-)/, "wrong-count"],
  ["not-centred", "not-centred"],
  ["gamma-ignored", "gamma-ignored"],
  ["beta-ignored", "beta-ignored"],
  ["affine-ignored", "affine-ignored"],
  ["beta-before-gamma", "beta-before-gamma"],
  [/^gamma-/, "gamma-wrong"],
  [/^beta-/, "beta-wrong"],
  [/^affine-/, "affine-wrong"],
  [/^lanes-padded-/, "padding-counted"],
  [/-skipped$/, "elements-skipped"],
  [/^statistics-of-(first-row|batch|other-row)/, "row-mixing"],
  ["statistics-of-column", "wrong-axis"],
  ["nan-clamped", "nan-swallowed"],
  ["nan-ignored", "nan-swallowed"],
  ["infinity-clamped", "nan-swallowed"],
  [/^mean-in-/, "mean-rounded"],
  [/^input-in-/, "input-narrowed"],
  [/^(normalised|deviations|rstd)-in-/, "narrow-intermediate"],
];

const castHypothesis = /^(mean|normalised|deviations|rstd|epsilon)-in-/;

const ofLoss: Readonly<Record<LossKind, (stage: StageId, hypothesis: string) => CauseId>> = {
  overflow: (stage) => overflows[stage] ?? "overflow-elsewhere",
  invalid: (stage) => overflows[stage] ?? "overflow-elsewhere",
  underflow: (stage) => underflows[stage] ?? "underflow-elsewhere",
  cancellation: (stage, hypothesis) => (stage === "variance" ? "cancellation-one-pass" : stage === "normalised" || stage === "affine" ? "cancellation-in-output" : withoutLoss(stage, hypothesis)),
  stagnation: (stage, hypothesis) => (stage === "sum" || stage === "sum-of-squares" || stage === "sum-of-squares-of-x" ? "sum-stagnation" : withoutLoss(stage, hypothesis)),
};

export const overflows: Readonly<Partial<Record<StageId, CauseId>>> = {
  sum: "overflow-of-sum",
  deviations: "overflow-of-deviation",
  squares: "overflow-of-squares",
  "squares-of-x": "overflow-of-squares",
  "sum-of-squares": "overflow-of-sum-of-squares",
  "sum-of-squares-of-x": "overflow-of-sum-of-squares",
  // E[x²] and E[x]² of a one-pass variance.
  "mean-square-of-x": "overflow-of-sum-of-squares",
  variance: "overflow-of-sum-of-squares",
  normalised: "overflow-of-output",
  affine: "overflow-of-output",
};

export const underflows: Readonly<Partial<Record<StageId, CauseId>>> = {
  squares: "squares-underflow",
  "squares-of-x": "squares-underflow",
  "sum-of-squares": "squares-underflow",
  variance: "variance-underflow",
  total: "variance-underflow",
  epsilon: "epsilon-underflow",
};

/** Why the trial is violated, by name. */
export function causeOf(property: string, trial: Trial, verdict: Violated, diagnosis: Diagnosis | undefined): Cause {
  const { failure } = callOf(trial, verdict);
  if (failure !== undefined) return causeOfFailure(failure.kind);
  const certain = ofProperty[property];
  if (certain !== undefined) return cause(certain);
  const id = diagnosis && ofDiagnosis(diagnosis);
  if (id !== undefined) return cause(id);
  const hint = hintOfProperty[property];
  const measured = ofMeasured(trial, verdict);
  if (hint !== undefined && (measured === undefined || hint === "row-mixing" || hint === "affine-wrong")) return cause(hint);
  return measured === undefined ? unknownCause : cause(measured);
}

/** What the outputs alone say. */
function ofMeasured(trial: Trial, verdict: Violated): CauseId | undefined {
  const call = callOf(trial, verdict);
  const { row: r } = verdict;
  if (r < 0 || r >= call.batch.rows) return undefined;
  switch (measure(call, r)?.wrong) {
    case "mean":
      return "wrong-mean";
    case "scale":
      return "wrong-scale";
    case "mean-and-scale":
      return "wrong-mean-and-scale";
    case "last-places":
      return "last-places";
    default:
      return undefined;
  }
}

function ofDiagnosis({ explanation: { certainty, hypothesis }, lost }: Diagnosis): CauseId | undefined {
  // A model of the declared algorithm says where it is fragile, not what this implementation did.
  if (certainty === "inferred" || certainty === "measured") return undefined;
  if (certainty === "observed") return lost && ofLost(lost, "");
  const mistake = ofHypothesis.find(([id]) => (typeof id === "string" ? id === hypothesis : id.test(hypothesis)));
  // A cast that overflows or vanishes is not merely a rounding.
  const vanished = lost?.kind === "overflow" || lost?.kind === "underflow";
  if (mistake !== undefined && !(vanished && castHypothesis.test(hypothesis))) return mistake[1];
  if (lost === undefined) return isNarrow(hypothesis) ? "narrow-accumulation" : undefined;
  return ofLost(lost, hypothesis);
}

function ofLost({ kind, stage }: Lost, hypothesis: string): CauseId {
  return kind === undefined ? withoutLoss(stage, hypothesis) : ofLoss[kind](stage, hypothesis);
}

function isNarrow(hypothesis: string): boolean {
  return hypothesis.endsWith("-in-storage") || hypothesis.startsWith("everything-in-");
}

/** Nothing but roundings: of which stage. */
function withoutLoss(stage: StageId, hypothesis: string): CauseId {
  switch (stage) {
    case "sum":
    case "mean":
    case "deviations":
      return "mean-rounded";
    case "epsilon":
      return "epsilon-narrow";
    case "normalised":
    case "affine":
      return isNarrow(hypothesis) ? "narrow-accumulation" : "output-rounding";
    default:
      return hypothesis.startsWith("one-pass") ? "one-pass-rounding" : "variance-rounded";
  }
}
