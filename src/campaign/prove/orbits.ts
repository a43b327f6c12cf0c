// Rows up to order and sign: the exact answer and (but for Welford's and shifted algorithms) the bound are those of one representative.
// This walks the representatives of a unit, and lists the rows of each: the implementation is called on all of them.

import type { Plan } from "./plan.ts";

/** Walks sorted rows of ranks, the smaller of each row and its negative. The negative of rank r is N − 1 − r. */
export class OrbitCursor {
  /** Ranks of the current representative, ascending. */
  readonly ranks: Int32Array;
  /** The representative is its own negative, up to order. */
  selfNegative = false;
  readonly #last: number;
  readonly #end: readonly number[] | undefined;
  #fresh = true;

  constructor({ codes, cols, starts }: Plan, unit: number) {
    const start = starts[unit];
    this.#last = codes.length - 1;
    this.#end = starts[unit + 1];
    this.ranks = new Int32Array(cols);
    for (let i = 0; i < cols; i++) this.ranks[i] = start[Math.min(i, start.length - 1)];
  }

  /** Moves to the next representative; false at the end of the unit. */
  next(): boolean {
    do {
      if (!this.#advance()) return false;
    } while (!this.#isRepresentative());
    return true;
  }

  #advance(): boolean {
    const { ranks } = this;
    const n = ranks.length;
    if (this.#fresh) {
      this.#fresh = false;
      return true;
    }
    // A last rank s with s > N − 1 − r, r the first, would make the negative the smaller one.
    const limit = this.#last - ranks[0];
    let at = n - 1;
    while (at > 0 && ranks[at] >= limit) at--;
    const value = ++ranks[at];
    for (let i = at + 1; i < n; i++) ranks[i] = value;
    if (ranks[0] > this.#last - ranks[0]) return false;
    return this.#end === undefined || !this.#isAt(this.#end);
  }

  #isAt(end: readonly number[]): boolean {
    for (let i = 0; i < end.length; i++) if (this.ranks[i] !== end[i]) return false;
    return true;
  }

  #isRepresentative(): boolean {
    const { ranks } = this;
    const n = ranks.length;
    this.selfNegative = false;
    for (let i = 0; i < n; i++) {
      const mirrored = this.#last - ranks[n - 1 - i];
      if (ranks[i] !== mirrored) return ranks[i] < mirrored;
    }
    this.selfNegative = true;
    return true;
  }
}

/** The distinct orders of a sorted row. */
export interface Orders {
  readonly count: number;
  /** count × n: for every column the place in the sorted row that its value comes from. The first order is the identity. */
  readonly places: Int32Array;
}

/** Orders by which neighbours of the sorted row are equal: bit i says that places i and i + 1 are. */
export class OrderTable {
  readonly #n: number;
  readonly #known: (Orders | undefined)[] = [];

  constructor(n: number) {
    this.#n = n;
  }

  of(ranks: Int32Array): Orders {
    let pattern = 0;
    for (let i = 1; i < ranks.length; i++) if (ranks[i] === ranks[i - 1]) pattern |= 1 << i;
    return (this.#known[pattern] ??= listOrders(this.#n, pattern));
  }
}

function listOrders(n: number, pattern: number): Orders {
  const lists: number[][] = [];
  const extend = (chosen: readonly number[]) => {
    if (chosen.length === n) {
      lists.push([...chosen]);
      return;
    }
    for (let place = 0; place < n; place++) {
      if (chosen.includes(place)) continue;
      // Of equal values the left one comes first.
      if (pattern & (1 << place) && !chosen.includes(place - 1)) continue;
      extend([...chosen, place]);
    }
  };
  extend([]);
  return { count: lists.length, places: Int32Array.from(lists.flat()) };
}
