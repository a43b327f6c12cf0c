// Mistakes in which elements are looked at: tails that vector loops leave over, lanes that padding adds, rows that are mixed up.

import type { Hypothesis } from "./hypothesis.ts";

/** Lengths of the vectors and tiles that kernels work in: SIMD lanes, then warps, then power-of-two blocks. */
const widths = [2, 4, 8, 16, 32, 64];

const powerOfTwoAbove = (n: number) => 2 ** Math.ceil(Math.log2(n));

export const layoutHypotheses: readonly Hypothesis[] = [
  {
    id: "last-element-skipped",
    sentence: () => "statistics that skip the last element",
    applies: ({ batch }) => batch.cols > 1,
    changes: () => ({ lanes: (n) => n - 1 }),
  },
  ...widths.map(
    (width): Hypothesis => ({
      id: `tail-of-${width}-skipped`,
      sentence: ({ batch }) => `statistics that skip the last ${batch.cols % width} of ${batch.cols} elements, the tail of a loop over ${width}`,
      applies: ({ batch }) => batch.cols > width && batch.cols % width > 1,
      changes: () => ({ lanes: (n) => n - (n % width) }),
    }),
  ),
  ...widths.map(
    (width): Hypothesis => ({
      id: `lanes-padded-to-${width}`,
      sentence: ({ batch }) => `padding counted: the variance sees ${width - (batch.cols % width)} zeros after the row, which fill its last ${width} lanes`,
      applies: ({ batch }) => batch.cols % width !== 0,
      changes: () => ({ lanes: (n) => n + width - (n % width) }),
    }),
  ),
  {
    id: "lanes-padded-to-power-of-two",
    sentence: ({ batch }) => `padding counted: the variance sees zeros up to ${powerOfTwoAbove(batch.cols)} lanes`,
    applies: ({ batch }) => powerOfTwoAbove(batch.cols) > batch.cols,
    changes: () => ({ lanes: powerOfTwoAbove }),
  },
  {
    id: "padded-length-as-divisor",
    sentence: ({ batch }) => `a variance divided by ${powerOfTwoAbove(batch.cols)}, the padded length`,
    applies: ({ batch }) => powerOfTwoAbove(batch.cols) > batch.cols,
    changes: () => ({ divisor: powerOfTwoAbove }),
  },
  {
    id: "statistics-of-first-row",
    sentence: () => "the mean and variance of the first row for every row",
    applies: ({ row }) => row > 0,
    changes: () => ({ sample: (batch) => batch.x.slice(0, batch.cols) }),
  },
  {
    id: "statistics-of-batch",
    sentence: () => "one mean and variance for the whole batch",
    applies: ({ batch }) => batch.rows > 1,
    changes: () => ({ sample: (batch) => batch.x }),
  },
];
