// Gradients of the right formula that go wrong all the same: the statistics that they were given, a format that is too narrow, another ε.

import { bf16 } from "../../formats/bf16.ts";
import { contains } from "../../formats/format-of.ts";
import { fp16 } from "../../formats/fp16.ts";
import type { Format } from "../../formats/format.ts";
import type { Setting } from "../hypotheses/hypothesis.ts";
import type { GradientHypothesis } from "./gradient-hypotheses.ts";

/** Values of ε that libraries fix in their source, as for the forward pass. */
const commonEpsilons = [1e-5, 1e-6, 1e-3, 1e-12];

/** Formats narrower than the accumulator: that of storage first. */
function narrow({ storage, accumulator }: Setting, format: Format | "storage"): Format | undefined {
  const one = format === "storage" ? storage : format;
  if (contains(one, accumulator) || (format !== "storage" && format.id === storage.id)) return undefined;
  return one;
}

/** A hypothesis for the storage format, and for the two half formats where they are not that. */
function inEach(id: string, cause: GradientHypothesis["cause"], what: (format: Format) => string, changes: (format: Format) => ReturnType<GradientHypothesis["changes"]>): readonly GradientHypothesis[] {
  return (["storage", fp16, bf16] as const).map((format): GradientHypothesis => ({
    id: `${id}-in-${format === "storage" ? "storage" : format.id}`,
    cause,
    sentence: (setting) => what(narrow(setting, format)!),
    applies: (setting) => narrow(setting, format) !== undefined,
    changes: (setting) => changes(narrow(setting, format)!),
  }));
}

export const narrowGradients: readonly GradientHypothesis[] = [
  ...inEach("statistics-saved", "statistics-saved-narrow", ({ id }) => `a kernel that saves mean and rstd in ${id} for the backward pass`, (format) => ({ saved: { mean: format, rstd: format } })),
  ...inEach("mean-saved", "statistics-saved-narrow", ({ id }) => `a kernel that saves the mean in ${id} for the backward pass`, (format) => ({ saved: { mean: format } })),
  ...inEach("rstd-saved", "statistics-saved-narrow", ({ id }) => `a kernel that saves rstd in ${id} for the backward pass`, (format) => ({ saved: { rstd: format } })),
  ...inEach("normalised-saved", "normalised-saved-narrow", ({ id }) => `a kernel that saves x̂ in ${id} for the backward pass`, (format) => ({ saved: { normalised: format } })),
  ...inEach("everything", "by-loss", ({ id }) => `a gradient with every step rounded to ${id}`, (format) => ({ statistics: { format } })),
  ...inEach("one-pass-everything", "by-loss", ({ id }) => `a gradient with a one-pass variance and every step rounded to ${id}`, (format) => ({ statistics: { format, statistics: "one-pass" } })),
  ...inEach("incoming", "by-loss", ({ id }) => `a gradient that rounds γ·dy to ${id}`, (format) => ({ incomingIn: format })),
  ...inEach("sums", "by-loss", ({ id }) => `a gradient that sums γ·dy and γ·dy·x̂ in ${id}`, (format) => ({ sumsIn: format })),
  ...inEach("means", "by-loss", ({ id }) => `a gradient that rounds mean(γ·dy) and mean(γ·dy·x̂) to ${id}`, (format) => ({ meansIn: format })),
  ...inEach("cube", "by-loss", ({ id }) => `a gradient by way of that of the variance, with (variance + ε)^(−3/2) in ${id}`, (format) => ({ form: "variance", cubeIn: format })),
  ...inEach("parameter-sums", "parameter-sums-narrow", ({ id }) => `dγ and dβ that are accumulated in ${id}`, (format) => ({ parameters: { gammaIn: format, betaIn: format } })),
  ...inEach("dgamma-sums", "parameter-sums-narrow", ({ id }) => `a dγ that is accumulated in ${id}`, (format) => ({ parameters: { gammaIn: format } })),
  ...inEach("dbeta-sums", "parameter-sums-narrow", ({ id }) => `a dβ that is accumulated in ${id}`, (format) => ({ parameters: { betaIn: format } })),
];

export const statisticsGradients: readonly GradientHypothesis[] = [
  { id: "one-pass", cause: "by-loss", sentence: ({ accumulator }) => `a gradient with a one-pass variance, E[x²] − E[x]², in ${accumulator.id}`, changes: () => ({ statistics: { statistics: "one-pass" } }) },
  { id: "one-pass-clamped", cause: "by-loss", sentence: ({ accumulator }) => `a gradient with a one-pass variance, E[x²] − E[x]², in ${accumulator.id}, clamped at 0`, changes: () => ({ statistics: { statistics: "one-pass", clamp: "zero" } }) },
  { id: "epsilon-dropped", at: "epsilon", cause: "epsilon-ignored", sentence: () => "a gradient with an rstd that leaves ε out", applies: ({ batch }) => batch.eps !== 0, changes: () => ({ statistics: { epsilon: "dropped" } }) },
  { id: "epsilon-outside", at: "epsilon", cause: "epsilon-outside-root", sentence: () => "a gradient with ε outside the root", applies: ({ batch }) => batch.eps !== 0, changes: () => ({ statistics: { epsilon: "outside" } }) },
  ...commonEpsilons.map((fixed): GradientHypothesis => ({
    id: `epsilon-fixed-${fixed}`, at: "epsilon",
    cause: "epsilon-replaced",
    sentence: () => `a gradient with ε = ${fixed}, whatever was asked for`,
    applies: ({ batch }) => Math.fround(fixed) !== batch.eps,
    changes: () => ({ statistics: { epsilon: Math.fround(fixed) } }),
  })),
  { id: "divisor-n-minus-1", at: "variance", cause: "wrong-divisor", sentence: () => "a gradient with the unbiased variance, divided by n − 1", applies: ({ batch }) => batch.cols > 1, changes: () => ({ statistics: { divisor: (n) => n - 1 } }) },
  { id: "not-centred", at: "mean", cause: "not-centred", sentence: () => "the gradient of an RMSNorm: the mean is not subtracted", changes: () => ({ statistics: { statistics: "root-mean-square" } }) },
  { id: "statistics-of-first-row", at: "mean", cause: "row-mixing", sentence: () => "a gradient with the mean and rstd of the first row for every row", applies: ({ batch }) => batch.rows > 1, changes: () => ({ statistics: { sample: (batch) => batch.x.slice(0, batch.cols) } }) },
  { id: "statistics-of-batch", at: "mean", cause: "row-mixing", sentence: () => "a gradient with one mean and rstd for the whole batch", applies: ({ batch }) => batch.rows > 1, changes: () => ({ statistics: { sample: (batch) => batch.x } }) },
];
