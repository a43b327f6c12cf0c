// Small structured batches by hand: short rows of every kind that has once told two kernels apart, with γ and β absent or present.

import type { Format } from "../../src/formats/format.ts";
import type { Batch } from "../../src/oracle/row.ts";
import type { Random } from "../../src/rows/family.ts";

const epsilons = [1e-5, 1e-5, 1e-12, 1e-3, 1e-1, 0].map(Math.fround);

/** One to four rows of one to nine elements; values of one kind for the whole batch. */
export function smallBatch(random: Random, storage: Format): Batch {
  const rows = random.chance(0.6) ? 1 : random.integer(2, 4);
  const cols = random.integer(1, 9);
  const kind = random.pick(kinds)(random);
  const clip = (value: number) => Math.max(-storage.maxFinite, Math.min(storage.maxFinite, storage.round(value)));
  const values = (count: number, value: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => clip(value(i)));
  const affine = (absent: number) => {
    if (random.chance(absent)) return undefined;
    if (random.chance(0.2)) return values(cols, () => 1.5);
    return values(cols, () => random.pick([0, 1, -1, 2]) || random.normal() * 2 ** random.integer(-6, 6));
  };
  return { rows, cols, x: values(rows * cols, kind), eps: random.pick(epsilons), gamma: affine(0.5), beta: affine(0.5) };
}

type Kind = (random: Random) => (i: number) => number;

const kinds: readonly Kind[] = [
  (random) => () => random.normal(),
  (random) => () => random.integer(-8, 8),
  (random) => () => random.integer(-2, 2) * 2 ** 10,
  // Offset × spread over the condition numbers.
  (random) => {
    const offset = random.sign() * 2 ** random.integer(-4, 14);
    const spread = offset * 2 ** -random.integer(0, 20);
    return () => offset + spread * random.normal();
  },
  (random) => {
    const scale = 2 ** random.integer(-20, 12);
    return () => scale * random.normal();
  },
  // Equal but for a few.
  (random) => {
    const [a, b] = [random.normal() * 100, random.normal()];
    return () => (random.chance(0.3) ? a + b : a);
  },
  (random) => {
    const value = random.normal() * 2 ** random.integer(-10, 12);
    return () => value;
  },
  // Every magnitude in one row, zeros and cancellations between them.
  (random) => () => random.pick([0, 1, -1, 1, -1]) * 2 ** random.integer(-14, 14),
  (random) => (i) => (i === 0 ? 2 ** random.integer(0, 12) : random.normal()),
];
