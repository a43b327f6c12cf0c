// Mistakes in which elements are looked at: tails that vector loops leave over, lanes that padding adds, rows that are mixed up.

import type { Hypothesis } from "./hypothesis.ts";

/** Lengths of the vectors and tiles that kernels work in: SIMD lanes, then warps, then power-of-two blocks. */
const widths = [2, 4, 8, 16, 32, 64];

const powerOfTwoAbove = (n: number) => 2 ** Math.ceil(Math.log2(n));

const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;

export const layoutHypotheses: readonly Hypothesis[] = [
  {
    id: "last-element-skipped",
    sentence: () => "a kernel whose statistics skip the last element",
    applies: ({ batch }) => batch.cols > 1,
    changes: () => ({ lanes: (n) => n - 1 }),
  },
  {
    id: "short-row-skipped",
    sentence: () => "a kernel whose statistics see no element of a row shorter than its vectors",
    applies: ({ batch }) => batch.cols < widths[widths.length - 1],
    changes: () => ({ lanes: () => 0 }),
  },
  ...widths.map(
    (width): Hypothesis => ({
      id: `tail-of-${width}-skipped`,
      sentence: ({ batch }) => `a kernel whose statistics skip the last ${batch.cols % width} of ${batch.cols} elements, the tail of a loop over ${width}`,
      applies: ({ batch }) => batch.cols > width && batch.cols % width > 1,
      changes: () => ({ lanes: (n) => n - (n % width) }),
    }),
  ),
  ...widths.map(
    (width): Hypothesis => ({
      id: `lanes-padded-to-${width}`,
      sentence: ({ batch }) => `a kernel whose variance counts the padding, ${counted(width - (batch.cols % width), "zero")} up to a multiple of ${width}`,
      applies: ({ batch }) => batch.cols % width !== 0,
      changes: () => ({ lanes: (n) => n + width - (n % width) }),
    }),
  ),
  {
    id: "lanes-padded-to-power-of-two",
    sentence: ({ batch }) => `a kernel whose variance counts the padding, ${counted(powerOfTwoAbove(batch.cols) - batch.cols, "zero")} up to ${powerOfTwoAbove(batch.cols)} lanes`,
    // Up to the widest vector this is one of the hypotheses above.
    applies: ({ batch }) => batch.cols > widths[widths.length - 1] && powerOfTwoAbove(batch.cols) > batch.cols,
    changes: () => ({ lanes: powerOfTwoAbove }),
  },
  {
    id: "padded-length-as-divisor",
    sentence: ({ batch }) => `a kernel that divides the variance by ${powerOfTwoAbove(batch.cols)}, the padded length`,
    applies: ({ batch }) => powerOfTwoAbove(batch.cols) > batch.cols,
    changes: () => ({ divisor: powerOfTwoAbove }),
  },
  {
    id: "statistics-of-first-row",
    sentence: () => "a kernel that takes the mean and variance of the first row for every row",
    applies: ({ row }) => row > 0,
    changes: () => ({ sample: (batch) => batch.x.slice(0, batch.cols) }),
  },
  {
    id: "statistics-of-batch",
    sentence: () => "a kernel with one mean and variance for the whole batch",
    applies: ({ batch }) => batch.rows > 1,
    changes: () => ({ sample: (batch) => batch.x }),
  },
];
