// Simplifications that change all of x together and keep what makes a row hard: without its common offset, or with a simpler one;
// scaled by a power of two; negated.

import { exponentOf, powerOfTwo } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import { significandBits } from "../formats/significand.ts";
import type { Batch } from "../oracle/row.ts";
import type { Edit } from "./edit.ts";

/** In the order in which they should be tried. */
export const rowEdits: readonly Edit[] = [
  onAll((x) => shifted(x, x[0])),
  onAll((x) => shifted(x, x.reduce((min, value) => Math.min(min, value)))),
  onAll((x) => shifted(x, least(x))),
  onAll(ranks),
  onAll((x, storage) => withOffset(x, binade(spread(x), 1, storage))),
  // As far out as differences of the size of the spread can still be told apart.
  onAll((x, storage) => withOffset(x, binade(spread(x), storage.precision - 1, storage))),
  onAll((x, storage) => withOffset(x, binade(least(x), 0, storage))),
  onAll((x, storage) => withOffset(x, -binade(least(x), 0, storage))),
  onAll((x) => scaled(x, -exponentOf(greatest(x)))),
  onAll((x) => scaled(x, -exponentOf(least(x)))),
  onAll((x) => scaled(x, -lastPlace(x))),
  onAll((x) => scaled(x, Math.trunc(-exponentOf(greatest(x)) / 2))),
  onAll((x) => scaled(x, exponentOf(greatest(x)) > 0 ? -1 : 1)),
  // Larger, where there are fewer places after the point to gain than before it to lose.
  onAll((x) => scaled(x, lastPlace(x) < 0 ? 1 : 0)),
  onAll((x) => x.map((value) => -value)),
  onAll((x) => x.map(Math.abs)),
  // Where ε outweighs the variance, outputs are as large as x: a β that cancels them has to be scaled with it.
  withBeta((size) => Math.trunc(-size / 2)),
  withBeta((size) => (size > 0 ? -1 : 1)),
];

/** x and β scaled by 2^k, k from the binade of x. */
function withBeta(exponent: (size: number) => number): Edit {
  return {
    stretchesMax: 1,
    count: ({ x, beta }) => (beta && x.every(Number.isFinite) && beta.every(Number.isFinite) && x.some((value) => value !== 0) ? 1 : 0),
    apply: (batch: Batch, _, storage) => {
      const k = exponent(exponentOf(greatest(batch.x)));
      const [x, beta] = [batch.x, batch.beta as Float64Array].map((values) => scaled(values, k).map(storage.round));
      return x.every(Number.isFinite) && beta.every(Number.isFinite) ? { ...batch, x, beta } : undefined;
    },
  };
}

function onAll(change: (x: Float64Array, storage: Format) => Float64Array): Edit {
  return {
    stretchesMax: 1,
    count: ({ x }) => (x.every(Number.isFinite) && x.some((value) => value !== 0) ? 1 : 0),
    apply: (batch: Batch, _, storage) => {
      const x = change(batch.x, storage).map(storage.round);
      return x.every(Number.isFinite) ? { ...batch, x } : undefined;
    },
  };
}

/** With the value nearest to zero moved to `offset`. */
function withOffset(x: Float64Array, offset: number): Float64Array {
  const origin = least(x);
  return x.map((value) => value - origin + offset);
}

function shifted(x: Float64Array, origin: number): Float64Array {
  return x.map((value) => value - origin);
}

/** The power of two at or below |x|, times 2^shift, but within the format; 0 for 0. */
function binade(x: number, shift: number, { exponentMax }: Format): number {
  return x === 0 ? 0 : powerOfTwo(Math.min(exponentMax, exponentOf(x) + shift));
}

/** x·2^k; two factors, because 2^k may lie beyond the range where x·2^k does not. */
function scaled(x: Float64Array, k: number): Float64Array {
  if (!Number.isFinite(k)) return x;
  const [half, rest] = [powerOfTwo(Math.trunc(k / 2)), powerOfTwo(k - Math.trunc(k / 2))];
  return x.map((value) => value * half * rest);
}

/** 0 for the smallest value, 1 for the next: the order and which values are equal are all that is left. */
function ranks(x: Float64Array): Float64Array {
  const ordered = [...new Set(x)].sort((a, b) => a - b);
  const rank = new Map(ordered.map((value, i) => [value, i]));
  return x.map((value) => rank.get(value) as number);
}

/** The value nearest to zero. */
function least(x: Float64Array): number {
  return x.reduce((least, value) => (Math.abs(value) < Math.abs(least) ? value : least));
}

/** The value farthest from zero. */
function greatest(x: Float64Array): number {
  return x.reduce((greatest, value) => (Math.abs(value) > Math.abs(greatest) ? value : greatest));
}

function spread(x: Float64Array): number {
  return x.reduce((max, value) => Math.max(max, value), -Infinity) - x.reduce((min, value) => Math.min(min, value), Infinity);
}

/** The exponent of the last non-zero bit of all values: scaled by it, they are integers. */
function lastPlace(x: Float64Array): number {
  return x.reduce((last, value) => (value === 0 ? last : Math.min(last, exponentOf(value) - significandBits(value) + 1)), Infinity);
}
