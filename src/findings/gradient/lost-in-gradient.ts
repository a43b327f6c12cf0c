// Where in a backward pass the accuracy was lost: the first stage whose own error, carried through the rest exactly, accounts for a good part of the
// error of dx.

import type { Stage } from "../hypotheses/trace.ts";
import { apart, type Loss, short } from "../hypotheses/traced-arithmetic.ts";
import type { Lost } from "../lost-at.ts";
import { cancels, type ExactGradientStages, type ExactRow, termsOf } from "./exact-gradient-stages.ts";
import { type GradientStageId, gradientStageLabels } from "./gradient-stage.ts";

/** As for the forward pass: half of the error, or else a quarter, where several stages add up. */
const explainedShares = [1 / 2, 1 / 4];

export interface LostInGradientOptions {
  readonly exact: ExactRow;
  readonly right: ExactGradientStages;
  readonly stages: readonly Stage<GradientStageId>[];
  readonly losses: readonly Loss<GradientStageId>[];
  /** Column of dx that went wrong, and by how much; Infinity for a non-finite one. */
  readonly column: number;
  readonly error: number;
  /** The stage to name where it departs at all: that of a mistake that is known. */
  readonly mistakenAt?: GradientStageId | undefined;
}

/** The stage and the numbers, or undefined when no single stage lost it. */
export function lostInGradient(options: LostInGradientOptions): Lost<GradientStageId> | undefined {
  const { stages, error, right, mistakenAt } = options;
  if (!(error > 0)) return undefined;
  const mistake = stages.find(({ id }) => id === mistakenAt);
  if (mistake !== undefined && mistake.value !== right[mistake.id]) return lossOf(mistake, options);
  const effects = stages.map((stage) => ({ stage, effect: effectOf(stage, options) }));
  for (const share of explainedShares) {
    const found = effects.find(({ effect }) => effect >= share * error);
    if (found) return withCancellation(lossOf(found.stage, options), options);
  }
  return undefined;
}

/** Where the terms of dx nearly cancel, what a small error before them comes to. */
function withCancellation(lost: Lost<GradientStageId>, { exact, column }: LostInGradientOptions): Lost<GradientStageId> {
  if (lost.kind !== undefined || afterTerms.has(lost.stage) || !cancels(exact, column)) return lost;
  const { largest, left } = termsOf(exact, column);
  return { ...lost, text: `${lost.text}, and dx[${column}]/rstd = ${short(left, 2)} is what terms of about ${short(largest, 2)} leave` };
}

const afterTerms: ReadonlySet<GradientStageId> = new Set<GradientStageId>(["rest", "scaled-rest", "slope", "offset", "gradient"]);

/** One line, complete. */
export function lostInGradientSentence({ stage, text }: Lost<GradientStageId>): string {
  return `${gradientStageLabels[stage]}: ${text}`;
}

/** |error of dx[column]| if everything after this stage were exact; Infinity where dx would not be finite. */
function effectOf({ id, value: given, terms = 1 }: Stage<GradientStageId>, { exact, column: i }: LostInGradientOptions): number {
  const { row, forward, gradient } = exact;
  const { x, eps } = row;
  const n = x.length;
  const { rstd: r, normalised, statistics } = forward;
  const { g, dx, meanGradient: c1, meanProjection: c2 } = gradient;
  const one = typeof given === "number" ? given / terms : NaN;
  const all = typeof given === "number" ? normalised : given;
  const mean = (of: (j: number) => number) => normalised.reduce((sum, _, j) => sum + of(j), 0) / n;
  // dx with ρ·rstd: x̂ and mean(g·x̂) have it as well.
  const throughRstd = (rho: number) => (rho - 1) * dx[i] - rho * r * (rho * rho - 1) * normalised[i] * c2;
  const ofVariance = (variance: number, e: number) => throughRstd(Math.sqrt((statistics.variance + eps) / (variance + e)));
  const finite = typeof given === "number" ? Number.isFinite(given) : given.every(Number.isFinite);
  if (!finite) return Infinity;
  const effect = ((): number => {
    switch (id) {
      case "sum":
      case "mean": {
        const moved = (one - statistics.mean) * r;
        return r * moved * (c2 + normalised[i] * c1 - moved * c1);
      }
      case "sum-of-squares":
      case "variance":
        return ofVariance(one, eps);
      case "epsilon":
        return ofVariance(statistics.variance, one);
      case "total":
        return ofVariance(one, 0);
      case "root":
        return throughRstd(1 / (one * r));
      case "rstd":
        return throughRstd(one / r);
      case "normalised": {
        const projected = mean((j) => g[j] * all[j]);
        return r * ((all[i] - normalised[i]) * projected + normalised[i] * mean((j) => g[j] * (all[j] - normalised[j])));
      }
      case "incoming":
        return r * (all[i] - g[i] - mean((j) => all[j] - g[j]) - normalised[i] * mean((j) => (all[j] - g[j]) * normalised[j]));
      case "gradient-sum":
      case "mean-gradient":
        return r * (one - c1);
      case "projection-sum":
      case "mean-projection":
        return r * normalised[i] * (one - c2);
      case "product-sum":
        return r * r * ((one - c2 / r - statistics.mean * c1) * normalised[i]);
      case "slope":
        return (one + c2 * r * r) * statistics.deviations[i];
      case "offset":
        return one - (c2 * r * r * statistics.mean - c1 * r);
      case "rest":
        return r * all[i] - dx[i];
      case "scaled-rest":
        return (r / n) * all[i] - dx[i];
      case "cube":
        return (one - r * r * r) * statistics.deviations[i] * (c2 / r);
      case "gradient":
        return all[i] - dx[i];
      // Single elements of what is summed, and sums that cancel later, say less than the stages after them.
      case "deviations":
      case "squares":
      case "squares-of-x":
      case "sum-of-squares-of-x":
      case "mean-square-of-x":
      case "projections":
      case "gamma-gradient":
      case "beta-gradient":
        return 0;
    }
  })();
  return Number.isFinite(effect) ? Math.abs(effect) : Infinity;
}

/** The elements that a sum is of. */
const summands: Readonly<Partial<Record<GradientStageId, GradientStageId>>> = {
  "sum-of-squares": "squares",
  "sum-of-squares-of-x": "squares-of-x",
  "mean-square-of-x": "squares-of-x",
  "projection-sum": "projections",
  "product-sum": "projections",
};

/** Stages that are positive, or the end of all: 0 is what is left of a smaller number. */
const vanishing: ReadonlySet<GradientStageId> = new Set<GradientStageId>(["sum-of-squares", "variance", "total"]);

/** What happened at a stage that went wrong, with the numbers. */
export function lossOf(stage: Stage<GradientStageId>, { right, losses, column }: Pick<LostInGradientOptions, "right" | "losses" | "column">): Lost<GradientStageId> {
  const { id } = stage;
  const wanted = right[id] ?? NaN;
  const at = typeof stage.value === "number" || typeof wanted === "number" ? column : farthest(stage.value, wanted, column);
  const value = typeof stage.value === "number" ? stage.value : stage.value[at];
  const exact = typeof wanted === "number" ? wanted : wanted[at];
  const finite = typeof stage.value === "number" ? Number.isFinite(value) : stage.value.every(Number.isFinite);
  const here = losses.filter(({ stage: at }) => at === id || at === summands[id]);
  const loss = finite ? (here.find(({ kind }) => kind === "cancellation") ?? here.find(({ kind }) => kind !== "stagnation" || id.endsWith("sum"))) : losses.find(({ kind }) => kind === "overflow" || kind === "invalid");
  const [given, other] = apart(value, exact);
  // ε was rounded to 0 before, and is most of the sum.
  const ofEpsilon = id === "total" && value === 0 ? losses.find(({ stage: at, kind }) => at === "epsilon" && kind === "underflow") : undefined;
  if (ofEpsilon !== undefined) return ofEpsilon;
  if (loss === undefined) return { stage: id, kind: value === 0 && exact !== 0 && vanishing.has(id) ? "underflow" : undefined, text: `${given} where ${other} is exact${at === column ? "" : `, at element ${at}`}` };
  if (!finite) return loss;
  return { ...loss, stage: id, text: loss.kind === "overflow" ? loss.text : `${loss.text}; exact ${gradientStageLabels[id]} ${short(exact)}` };
}

/** The element that is off most; of several the one of the column. */
function farthest(own: Float64Array, exact: Float64Array, column: number): number {
  const off = (i: number) => (Number.isFinite(own[i] - exact[i]) ? Math.abs(own[i] - exact[i]) : Infinity);
  return own.reduce((most, _, i) => (off(i) > off(most) ? i : most), column);
}
