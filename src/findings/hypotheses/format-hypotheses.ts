// One intermediate result, or one input, in a narrower format than everything else: a cast too many.

import { contains } from "../../formats/format-of.ts";
import { bf16 } from "../../formats/bf16.ts";
import { fp16 } from "../../formats/fp16.ts";
import { fp32 } from "../../formats/fp32.ts";
import type { Format } from "../../formats/format.ts";
import type { Hypothesis, Setting } from "./hypothesis.ts";
import type { Recipe } from "./recipe.ts";

const narrow: readonly Format[] = [fp32, fp16, bf16];

interface Cast {
  readonly id: string;
  readonly what: string;
  readonly applies?: (setting: Setting, format: Format) => boolean;
  readonly changes: (format: Format) => Partial<Recipe>;
  /** The storage format has a hypothesis of its own for it. */
  readonly ofStorage?: true;
}

const casts: readonly Cast[] = [
  { id: "mean", what: "the mean", changes: (format) => ({ meanIn: format }), ofStorage: true },
  { id: "squares", what: "the squares", changes: (format) => ({ squaresIn: format }), ofStorage: true },
  { id: "normalised", what: "x̂", changes: (format) => ({ normalisedIn: format }), ofStorage: true },
  { id: "deviations", what: "x − mean", changes: (format) => ({ deviationsIn: format }) },
  { id: "rstd", what: "1/√(variance + ε)", changes: (format) => ({ rstdIn: format }) },
  { id: "epsilon", what: "ε", applies: ({ batch }, format) => format.round(batch.eps) !== batch.eps, changes: (format) => ({ epsilonIn: format }), ofStorage: true },
  { id: "input", what: "x", applies: ({ batch }, format) => batch.x.some((x) => format.round(x) !== x), changes: (format) => ({ inputIn: format }) },
  {
    id: "gamma",
    what: "γ",
    applies: ({ batch }, format) => batch.gamma?.some((g) => format.round(g) !== g) ?? false,
    changes: (format) => ({ gamma: (gamma) => gamma.map(format.round) }),
  },
  {
    id: "beta",
    what: "β",
    applies: ({ batch }, format) => batch.beta?.some((b) => format.round(b) !== b) ?? false,
    changes: (format) => ({ beta: (beta) => beta.map(format.round) }),
  },
  { id: "everything", what: "every result", changes: (format) => ({ format }), ofStorage: true },
];

export const formatHypotheses: readonly Hypothesis[] = narrow.flatMap((format) =>
  casts.map(
    ({ id, what, applies, changes, ofStorage }): Hypothesis => ({
      id: `${id}-in-${format.id}`,
      sentence: () => `a kernel that rounds ${what} to ${format.id}`,
      applies: (setting) =>
        !contains(format, setting.accumulator) && !(ofStorage && format.id === setting.storage.id) && (applies?.(setting, format) ?? true),
      changes: () => changes(format),
    }),
  ),
);
