// What comes back from the next layer: dy for the rows of a batch, of the kinds that make one of the terms of dx, or one of its sums, vanish or cancel.

import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import type { Random, RowFamily } from "./family.ts";
import { finite } from "./magnitude.ts";
import { oneRow } from "./reshape.ts";

/** The value of dy at place i of x, where mean is that of its row. */
type Kind = (random: Random, options: { readonly x: Float64Array; readonly mean: number; readonly u: number; readonly chosen: number }) => (i: number) => number;

const kinds: readonly Kind[] = [
  (random) => () => random.normal(),
  (random) => () => random.normal(),
  // Nearly constant: g − c1 cancels.
  (random, { u }) => () => 1 + u * random.integer(0, 4),
  () => () => 1,
  // Along x − μ: dx is left with what ε leaves, g − x̂·c2 cancels.
  (_, { x, mean }) => (i) => (x[i] - mean) / (Math.abs(mean) + 1),
  (_, { x, mean }) => (i) => 1 + (x[i] - mean) / (Math.abs(mean) + 1),
  // Σg cancels.
  (random) => (i) => (i % 2 === 0 ? 1 : -1) * (1 + random.next() / 256),
  // One place alone; small integers; zero nearly everywhere.
  (_, { chosen }) => (i) => (i === chosen ? 1 : 0),
  (random) => () => random.integer(-3, 3),
  (random) => () => (random.chance(1 / 8) ? random.normal() : 0),
];

/** Powers of two that dy is scaled by: mostly about 1, also as small and as large as gradients come. */
const scales: readonly number[] = [0, 0, 0, -3, 4, -10, -16, 8, -24];

/** The batch with an incoming gradient of its storage format, and without β, which no gradient depends on. */
export function withGradient(batch: Batch, random: Random, storage: Format): Batch {
  const { rows, cols } = batch;
  const dy = new Float64Array(batch.x.length);
  const scale = 2 ** random.pick(scales);
  for (let r = 0; r < rows; r++) {
    const { x } = oneRow(batch, r);
    const mean = x.reduce((sum, value) => sum + value / cols, 0);
    const usual = Number.isFinite(mean) ? mean : 0;
    const value = random.pick(kinds)(random, { x, mean: usual, u: storage.unitRoundoff, chosen: random.integer(0, cols - 1) });
    for (let i = 0; i < cols; i++) {
      const wanted = value(i) * scale;
      dy[r * cols + i] = finite(storage, Number.isFinite(wanted) ? wanted : 1);
    }
  }
  return { ...batch, beta: undefined, dy };
}

/** The family with an incoming gradient for every batch. */
export function backwardFamily(family: RowFamily): RowFamily {
  return { ...family, generate: (random, options) => withGradient(family.generate(random, options), random, options.storage) };
}
