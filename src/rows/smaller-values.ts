// Simpler numbers in the same places: one value at a time, stretches of them, or all places that hold the same value.

import { exponentOf, powerOfTwo } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import { fromOrdinal, ordinalOf } from "../formats/ordinal.ts";
import { roundToBits, significandBits } from "../formats/significand.ts";
import type { Batch } from "../oracle/row.ts";
import { cost } from "./complexity.ts";
import type { Edit, Stretch } from "./edit.ts";

/** Other numbers for those of a list. They need not be simpler, nor of the format: they are rounded to it, and judged, afterwards. */
type Move = (values: Float64Array, storage: Format) => (value: number, i: number) => number;

const moves: readonly Move[] = [
  always(() => 0),
  always(() => 1),
  (values) => () => values[0],
  (values) => {
    const best = simplest(values);
    return () => best;
  },
  (values) => (_, i) => values[Math.max(0, i - 1)],
  always(Math.abs),
  always((value) => truncateToBits(value, 1)),
  always((value) => 2 * truncateToBits(value, 1)),
  always((value) => truncateToBits(value, 2)),
  always((value) => roundToBits(value, Math.max(1, significandBits(value) >> 1))),
  always(Math.trunc),
  always((value) => truncateToBits(value, Math.max(1, significandBits(value) - 1))),
  always((value) => roundToBits(value, Math.max(1, significandBits(value) - 1))),
  always(withoutSecondBit),
  always(withLowerFirstBit),
  always((value) => towardsOne(value, Math.ceil(Math.abs(exponentOf(value)) / 2))),
  always((value) => towardsOne(value, 1)),
  (_, storage) => (value) => (Number.isFinite(value) ? fromOrdinal(storage, ordinalOf(storage, value) / 2n) : value),
];

// Rows up to this length are simplified value by value, longer ones in as many stretches. γ and β matter less.
const stretchesMax = 24;
const affineStretchesMax = 8;

const fields = ["x", "dy", "gamma", "beta"] as const;
type Field = (typeof fields)[number];

/** Moves of x, dy, γ and β, in the order in which they should be tried. */
export const valueEdits: readonly Edit[] = [
  ...moves.map((move) => equalValues(move)),
  ...moves.flatMap((move) => fields.map((field) => places(field, move))),
  { stretchesMax, count: ({ cols }) => (cols > 1 ? cols : 0), apply: sorted },
];

/** A move that looks at nothing but the value. */
function always(move: (value: number) => number): Move {
  return () => move;
}

function places(field: Field, move: Move): Edit {
  return {
    stretchesMax: field === "x" || field === "dy" ? stretchesMax : affineStretchesMax,
    count: (batch) => batch[field]?.length ?? 0,
    apply: (batch, stretch, storage) => moved(batch, field, (i) => i >= stretch.start && i < stretch.end, move, storage),
  };
}

/** The stretch is one of different values, and every place that holds one of them is changed. */
function equalValues(move: Move): Edit {
  return {
    stretchesMax,
    count: ({ x }) => {
      const different = new Set(x).size;
      return different <= x.length / 2 ? different : 0;
    },
    apply: (batch, { start, end }: Stretch, storage) => {
      const selected = new Set([...new Set(batch.x)].slice(start, end));
      return moved(batch, "x", (i) => selected.has(batch.x[i]), move, storage);
    },
  };
}

/** With the stretch of every row in rising order. */
function sorted(batch: Batch, { start, end }: Stretch): Batch {
  // Pairs of x and dy would have to stay together.
  if (batch.dy) return batch;
  const x = batch.x.slice();
  for (let row = 0; row < x.length; row += batch.cols) x.subarray(row + start, row + end).sort();
  return { ...batch, x };
}

function moved(batch: Batch, field: Field, selected: (i: number) => boolean, move: Move, storage: Format): Batch | undefined {
  const values = batch[field];
  if (!values) return undefined;
  const result = values.slice();
  const moveOne = move(values, storage);
  for (let i = 0; i < values.length; i++) {
    if (!selected(i)) continue;
    result[i] = storage.round(moveOne(values[i], i));
    if (!Number.isFinite(result[i]) && Number.isFinite(values[i])) return undefined;
  }
  return { ...batch, [field]: result };
}

/** The value of least cost that is not zero, 0 if there is none. */
function simplest(values: Float64Array): number {
  let best = 0;
  for (const value of values) if (value !== 0 && (best === 0 || cost(value) < cost(best))) best = value;
  return best;
}

/** The leading bits of x, the others zero. */
function truncateToBits(x: number, bits: number): number {
  const exponent = exponentOf(x) - bits + 1;
  if (!Number.isFinite(x) || exponent < -1074) return x;
  const unit = powerOfTwo(exponent);
  return Math.trunc(x / unit) * unit;
}

function withoutSecondBit(x: number): number {
  const first = truncateToBits(x, 1);
  return x - truncateToBits(x - first, 1);
}

/** 16385 = 2^14 + 1 becomes 2^13 + 1. */
function withLowerFirstBit(x: number): number {
  return x - truncateToBits(x, 1) / 2;
}

function towardsOne(x: number, binades: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  return x * powerOfTwo(exponentOf(x) > 0 ? -binades : binades);
}
