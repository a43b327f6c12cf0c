// Mistakes in the formula itself: where ε goes, what the sum is divided by, what happens to γ and β.

import type { Hypothesis } from "./hypothesis.ts";

/** Values of ε that libraries fix in their source: PyTorch and most others, BERT and Flax, Keras, and the "no ε" of JAX code. */
const commonEpsilons = [1e-5, 1e-6, 1e-3, 1e-12];

/** What ε becomes when it is added in another place than it should be. */
const otherEpsilons: readonly (readonly [id: string, text: string, of: (eps: number, n: number) => number])[] = [
  ["doubled", "2ε", (eps) => 2 * eps],
  ["squared", "ε²", (eps) => eps * eps],
  ["per-element", "ε/n (added to the sum of squares)", (eps, n) => eps / n],
];

const hasGamma: Hypothesis["applies"] = ({ batch }) => batch.gamma !== undefined;
const hasBeta: Hypothesis["applies"] = ({ batch }) => batch.beta !== undefined;

export const formulaHypotheses: readonly Hypothesis[] = [
  {
    id: "epsilon-outside",
    sentence: () => "a kernel that adds ε outside the root, d / (√variance + ε)",
    changes: () => ({ epsilon: "outside" }),
  },
  {
    id: "epsilon-in-storage",
    sentence: ({ storage }) => `a kernel that rounds ε to ${storage.id}`,
    applies: ({ storage, batch, accumulator }) => storage.id !== accumulator.id && storage.round(batch.eps) !== batch.eps,
    changes: ({ storage }) => ({ epsilonIn: storage }),
  },
  {
    id: "epsilon-dropped",
    sentence: () => "a kernel that leaves ε out",
    applies: ({ batch }) => batch.eps !== 0,
    changes: () => ({ epsilon: "dropped" }),
  },
  {
    id: "epsilon-maximum",
    sentence: () => "a kernel with max(variance, ε) in the place of variance + ε",
    changes: () => ({ epsilon: "maximum" }),
  },
  {
    id: "epsilon-root-outside",
    sentence: () => "a kernel that divides by √variance + √ε",
    applies: ({ batch }) => batch.eps !== 0,
    changes: () => ({ epsilon: "root-outside" }),
  },
  ...otherEpsilons.map(
    ([id, text, of]): Hypothesis => ({
      id: `epsilon-${id}`,
      sentence: () => `a kernel with ${text} in the place of ε`,
      applies: ({ batch }) => of(batch.eps, batch.cols) !== batch.eps,
      changes: ({ batch }) => ({ epsilon: of(batch.eps, batch.cols) }),
    }),
  ),
  ...commonEpsilons.map(
    (fixed): Hypothesis => ({
      id: `epsilon-fixed-${fixed}`,
      sentence: () => `a kernel with ε = ${fixed}, whatever was asked for`,
      applies: ({ batch }) => Math.fround(fixed) !== batch.eps,
      changes: () => ({ epsilon: Math.fround(fixed) }),
    }),
  ),
  {
    id: "divisor-n-minus-1",
    sentence: () => "a kernel with the unbiased variance, divided by n − 1",
    changes: () => ({ divisor: (n) => n - 1 }),
  },
  {
    id: "not-centred",
    sentence: () => "an RMSNorm: the mean is not subtracted",
    changes: () => ({ statistics: "root-mean-square" }),
  },
  {
    id: "gamma-ignored",
    sentence: () => "a kernel that ignores γ",
    applies: hasGamma,
    changes: () => ({ gamma: () => undefined }),
  },
  {
    id: "beta-ignored",
    sentence: () => "a kernel that ignores β",
    applies: hasBeta,
    changes: () => ({ beta: () => undefined }),
  },
  {
    id: "affine-ignored",
    sentence: () => "a kernel that ignores γ and β",
    applies: ({ batch }) => batch.gamma !== undefined && batch.beta !== undefined,
    changes: () => ({ gamma: () => undefined, beta: () => undefined }),
  },
  {
    id: "beta-before-gamma",
    sentence: () => "a kernel that adds β before it applies γ, γ(x̂ + β)",
    applies: (setting) => hasGamma(setting) && hasBeta(setting),
    changes: () => ({ betaFirst: true }),
  },
  {
    id: "beta-subtracted",
    sentence: () => "a kernel that subtracts β",
    applies: hasBeta,
    changes: () => ({ beta: (beta) => beta.map((b) => -b) }),
  },
  {
    id: "gamma-plus-1",
    sentence: () => "a kernel with γ + 1 in the place of γ",
    applies: hasGamma,
    changes: () => ({ gamma: (gamma) => gamma.map((g) => g + 1) }),
  },
  {
    id: "gamma-of-first-column",
    sentence: () => "a kernel that takes the γ of the first column for all",
    applies: hasGamma,
    changes: () => ({ gamma: (gamma) => gamma.map(() => gamma[0]) }),
  },
  {
    id: "gamma-squared",
    sentence: () => "a kernel that applies γ twice",
    applies: hasGamma,
    changes: () => ({ gamma: (gamma) => gamma.map((g) => g * g) }),
  },
  {
    id: "gamma-absolute",
    sentence: () => "a kernel with |γ| in the place of γ",
    applies: ({ batch }) => batch.gamma?.some((g) => g < 0) ?? false,
    changes: () => ({ gamma: (gamma) => gamma.map(Math.abs) }),
  },
  {
    id: "gamma-reversed",
    sentence: () => "a kernel that takes γ in reverse order",
    applies: hasGamma,
    changes: () => ({ gamma: (gamma) => gamma.slice().reverse() }),
  },
  {
    id: "gamma-of-column-pairs",
    sentence: () => "a kernel that takes one γ for each pair of columns",
    applies: hasGamma,
    changes: () => ({ gamma: (gamma) => gamma.map((_, i) => gamma[Math.min(i | 1, gamma.length - 1)]) }),
  },
  {
    id: "beta-of-first-column",
    sentence: () => "a kernel that takes the β of the first column for all",
    applies: hasBeta,
    changes: () => ({ beta: (beta) => beta.map(() => beta[0]) }),
  },
  {
    id: "affine-swapped",
    sentence: () => "a kernel that takes γ for β and β for γ",
    applies: ({ batch }) => batch.gamma !== undefined && batch.beta !== undefined,
    changes: () => ({ gamma: (_, beta) => beta, beta: (_, gamma) => gamma }),
  },
  {
    id: "gamma-off-by-one",
    sentence: () => "a kernel that takes the γ of the next column",
    applies: hasGamma,
    changes: () => ({ gamma: (gamma) => gamma.map((_, i) => gamma[(i + 1) % gamma.length]) }),
  },
];
