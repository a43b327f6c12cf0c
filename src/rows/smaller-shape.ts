// The largest cuts a shrinker can make: fewer rows, fewer columns, no affine step, an ordinary ε.

import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import type { Edit, Stretch } from "./edit.ts";
import { epsilonDefault } from "./epsilon.ts";

const stretchesMax = 64;

/** In the order in which they should be tried. */
export const shapeEdits: readonly Edit[] = [
  { stretchesMax, count: ({ rows }) => (rows > 1 ? rows : 0), apply: withoutRows },
  { stretchesMax, count: ({ cols }) => (cols > 1 ? cols : 0), apply: withoutColumns },
  // A square batch fails for being square: it can only lose as many of both.
  { stretchesMax, count: ({ rows, cols }) => (rows === cols && rows > 1 ? rows : 0), apply: withoutBoth },
  ...ends(({ rows }) => rows, withoutRows),
  ...ends(({ cols }) => cols, withoutColumns),
  // What needs many columns often needs only a large sum, which fewer columns of larger values have too.
  { stretchesMax: 1, count: ({ cols }) => (cols > 1 ? 1 : 0), apply: (batch, _, storage) => folded(batch, (a, b) => a + b, storage) },
  { stretchesMax: 1, count: ({ cols }) => (cols > 1 ? 1 : 0), apply: (batch, _, storage) => folded(batch, (a) => 2 * a, storage) },
  onWhole((batch) => batch.beta && { ...batch, beta: undefined }),
  onWhole((batch) => batch.gamma && { ...batch, gamma: undefined }),
  onWhole((batch) => ({ ...batch, eps: epsilonDefault })),
  onWhole((batch) => ({ ...batch, eps: 0 })),
  onWhole((batch) => ({ ...batch, eps: 1 })),
];

/** The first alone, and the last: of many, stretches only take several at once. */
function ends(count: (batch: Batch) => number, without: (batch: Batch, stretch: Stretch) => Batch | undefined): readonly Edit[] {
  const one = (place: (count: number) => number): Edit => ({
    stretchesMax: 1,
    count: (batch) => (count(batch) > stretchesMax ? 1 : 0),
    apply: (batch) => without(batch, { start: place(count(batch)), end: place(count(batch)) + 1 }),
  });
  return [one((places) => places - 1), one(() => 0)];
}

/** An edit that has no parts. */
export function onWhole(apply: (batch: Batch) => Batch | undefined): Edit {
  return { stretchesMax: 1, count: () => 1, apply };
}

function withoutRows(batch: Batch, { start, end }: Stretch): Batch | undefined {
  const { rows, cols, x, dy } = batch;
  const kept = rows - (end - start);
  if (kept === 0) return undefined;
  const keep = (values: Float64Array) => {
    const rest = new Float64Array(kept * cols);
    rest.set(values.subarray(0, start * cols));
    rest.set(values.subarray(end * cols), start * cols);
    return rest;
  };
  return { ...batch, rows: kept, x: keep(x), dy: dy && keep(dy) };
}

function withoutBoth(batch: Batch, stretch: Stretch): Batch | undefined {
  const rest = withoutRows(batch, stretch);
  return rest && withoutColumns(rest, stretch);
}

/** Half as many columns: column j and the one half a row further on become one. */
function folded(batch: Batch, merge: (a: number, b: number) => number, storage: Format): Batch | undefined {
  const { rows, cols } = batch;
  const kept = Math.ceil(cols / 2);
  const fold = (x: Float64Array) => {
    const values = new Float64Array(rows * kept);
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < kept; j++) {
        const other = j + kept < cols ? x[r * cols + j + kept] : 0;
        values[r * kept + j] = storage.round(merge(x[r * cols + j], other));
      }
    }
    return values;
  };
  const [x, dy] = [fold(batch.x), batch.dy && fold(batch.dy)];
  if (!x.every(Number.isFinite) || dy?.every(Number.isFinite) === false) return undefined;
  return { ...batch, cols: kept, x, dy, gamma: batch.gamma?.slice(0, kept), beta: batch.beta?.slice(0, kept) };
}

function withoutColumns(batch: Batch, { start, end }: Stretch): Batch | undefined {
  const { cols, x, gamma, beta, dy } = batch;
  const kept = cols - (end - start);
  if (kept === 0) return undefined;
  const keep = (_: number, place: number) => place % cols < start || place % cols >= end;
  return { ...batch, cols: kept, x: x.filter(keep), gamma: gamma?.filter(keep), beta: beta?.filter(keep), dy: dy?.filter(keep) };
}
