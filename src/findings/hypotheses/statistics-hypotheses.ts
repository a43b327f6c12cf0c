// Ways of computing mean and variance that real kernels have, right formulas among them: a two-pass LayerNorm in fp16 is the right
// formula in the wrong format.

import type { Hypothesis, Setting } from "./hypothesis.ts";

const narrowStorage = ({ storage, accumulator }: Setting) => storage.id !== accumulator.id;

export const statisticsHypotheses: readonly Hypothesis[] = [
  {
    id: "two-pass",
    sentence: ({ accumulator }) => `a two-pass LayerNorm in ${accumulator.id}`,
    changes: () => ({}),
  },
  {
    id: "one-pass",
    sentence: ({ accumulator }) => `a one-pass variance, E[x²] − E[x]², in ${accumulator.id}`,
    changes: () => ({ statistics: "one-pass" }),
  },
  {
    id: "one-pass-clamped",
    variantOf: "one-pass",
    sentence: ({ accumulator }) => `a one-pass variance, E[x²] − E[x]², in ${accumulator.id}, clamped at 0`,
    changes: () => ({ statistics: "one-pass", clamp: "zero" }),
  },
  {
    id: "one-pass-of-sums",
    sentence: ({ accumulator }) => `a one-pass variance, (Σx² − (Σx)²/n)/n, in ${accumulator.id}`,
    changes: () => ({ statistics: "one-pass-of-sums" }),
  },
  {
    id: "welford",
    sentence: ({ accumulator }) => `Welford's recurrence in ${accumulator.id}, element after element`,
    changes: () => ({ statistics: "welford" }),
  },
  {
    id: "two-pass-in-storage",
    sentence: ({ storage }) => `a two-pass LayerNorm with every step rounded to ${storage.id}`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ format: storage }),
  },
  {
    id: "one-pass-in-storage",
    sentence: ({ storage }) => `a one-pass variance, E[x²] − E[x]², with every step rounded to ${storage.id}`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ format: storage, statistics: "one-pass" }),
  },
  {
    id: "one-pass-in-storage-clamped",
    variantOf: "one-pass-in-storage",
    sentence: ({ storage }) => `a one-pass variance, E[x²] − E[x]², with every step rounded to ${storage.id}, clamped at 0`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ format: storage, statistics: "one-pass", clamp: "zero" }),
  },
  {
    id: "welford-in-storage",
    sentence: ({ storage }) => `Welford's recurrence with every step rounded to ${storage.id}`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ format: storage, statistics: "welford" }),
  },
  {
    id: "mean-in-storage",
    variantOf: "two-pass",
    sentence: ({ storage }) => `a kernel that rounds the mean to ${storage.id}`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ meanIn: storage }),
  },
  {
    id: "squares-in-storage",
    variantOf: "two-pass",
    sentence: ({ storage }) => `a kernel that rounds the squares to ${storage.id}`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ squaresIn: storage }),
  },
  {
    id: "normalised-in-storage",
    variantOf: "two-pass",
    sentence: ({ storage }) => `a kernel that rounds x̂ to ${storage.id} before γ and β`,
    applies: narrowStorage,
    changes: ({ storage }) => ({ normalisedIn: storage }),
  },
  {
    id: "nan-clamped",
    variantOf: "one-pass",
    sentence: () => "a one-pass variance clamped with fmax(variance, 0), which turns NaN into 0",
    changes: () => ({ statistics: "one-pass", clamp: "zero-and-nan" }),
  },
  {
    id: "nan-ignored",
    variantOf: "two-pass",
    sentence: () => "a kernel whose statistics take NaN for 0",
    applies: ({ batch }) => batch.x.some(Number.isNaN),
    changes: () => ({ sample: (batch, row) => batch.x.slice(row * batch.cols, (row + 1) * batch.cols).map((x) => (Number.isNaN(x) ? 0 : x)) }),
  },
];
