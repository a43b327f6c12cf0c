// How a batch is made simpler, as data: an edit changes one stretch of something (rows, columns, values), and knows how many there
// are. The same halving over stretches, large ones first, then serves every kind of edit.

import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";

/** The places start ≤ i < end. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Edit {
  /** How many things there are to edit in this batch; 0 where the edit does not apply. */
  count(batch: Batch): number;
  /** The batch with the stretch edited; undefined where that is impossible. */
  apply(batch: Batch, stretch: Stretch, storage: Format): Batch | undefined;
  /** Into how many stretches the whole is cut at most: bounds the candidates per edit to twice as many. */
  readonly stretchesMax: number;
}

/**
 * All stretches: the whole, its halves, quarters … down to single places or the `stretchesMax`-th part; from a former one on. Threes are
 * followed by twos: where a pair has to go, since without one of it all that follows changes places, neither three nor one will do.
 */
export function* stretchesOf(count: number, stretchesMax: number, from?: Stretch): Generator<Stretch> {
  if (count === 0) return;
  const finest = Math.ceil(count / stretchesMax);
  let start = from && from.start < count ? from.start : 0;
  let size = Math.min(count, from ? from.end - from.start : count);
  while (true) {
    for (; start < count; start += size) yield { start, end: Math.min(start + size, count) };
    if (size <= finest) return;
    size = Math.max(finest, size === 3 ? 2 : size >> 1);
    start = 0;
  }
}
