// Thousands of rows for one call, orbit by orbit, with the answers that need no second look: where an output is the correctly rounded
// exact value it is within every bound of the contract, and comparing two doubles shows it.

import type { Format } from "../../formats/format.ts";
import { doubleAnswer } from "../../oracle/double-answer.ts";
import { type Cells, exponentReader } from "./cells.ts";
import { type OrbitCursor, OrderTable } from "./orbits.ts";
import type { Plan } from "./plan.ts";

export interface OrbitBatchOptions {
  readonly plan: Plan;
  readonly storage: Format;
  readonly eps: number;
  /** Of `doubleAnswer`, relative; undefined: no output is settled in advance. */
  readonly answerError: number | undefined;
  readonly cells: Cells;
  /** Rows that a batch should have; the last orbit may go beyond. */
  readonly rows: number;
}

export class OrbitBatch {
  readonly n: number;
  /** The largest rank: that of code r, negated, is last − r. */
  readonly last: number;
  rows = 0;
  orbits = 0;
  /** rows × n values. */
  readonly x: Float64Array;
  /** The correctly rounded exact values; NaN where they are not settled, or the row may lie outside the contract. */
  readonly expected: Float64Array;
  /** By orbit: its first row (and, after the last, the end), its orders, how often each is negated (1 or 2), and its cell (−1: none). */
  readonly begins: Int32Array;
  readonly places: Int32Array[] = [];
  readonly signs: Uint8Array;
  readonly cells: Int32Array;
  /** orbits × n: the double answers of the sorted row. */
  readonly answers: Float64Array;
  /** orbits × n ranks. */
  readonly ranks: Int32Array;

  readonly #options: OrbitBatchOptions;
  readonly #limit: number;
  readonly #orders: OrderTable;
  readonly #sizes: Int32Array;
  readonly #sorted: Float64Array;
  readonly #answer: Float64Array;
  readonly #rounded: Float64Array;
  readonly #exponentAt: (index: number) => number;

  constructor(options: OrbitBatchOptions) {
    const { plan, cells } = options;
    const n = plan.cols;
    this.n = n;
    this.last = plan.codes.length - 1;
    this.#options = options;
    this.#limit = options.rows;
    let members = 2;
    for (let i = 2; i <= n; i++) members *= i;
    const capacity = options.rows + members;
    this.x = new Float64Array(capacity * n);
    this.expected = new Float64Array(capacity * n);
    this.begins = new Int32Array(capacity + 1);
    this.signs = new Uint8Array(capacity);
    this.cells = new Int32Array(capacity);
    this.answers = new Float64Array(capacity * n);
    this.ranks = new Int32Array(capacity * n);
    this.#orders = new OrderTable(n);
    this.#sizes = Int32Array.from(plan.codes, (code) => cells.sizeOf(code));
    this.#sorted = new Float64Array(n);
    this.#answer = new Float64Array(n + 1);
    this.#rounded = new Float64Array(n);
    this.#exponentAt = exponentReader(this.#answer);
  }

  /** Fills the batch from the cursor; false when there was nothing left. */
  fill(cursor: OrbitCursor): boolean {
    const { n, x, expected } = this;
    const { codes } = this.#options.plan;
    const sorted = this.#sorted;
    const rounded = this.#rounded;
    this.rows = 0;
    this.orbits = 0;
    let at = 0;
    while (this.rows < this.#limit && cursor.next()) {
      const { ranks, selfNegative } = cursor;
      const orbit = this.orbits++;
      for (let i = 0; i < n; i++) {
        sorted[i] = codes[ranks[i]];
        this.ranks[orbit * n + i] = ranks[i];
      }
      this.cells[orbit] = this.#settle(ranks, orbit);
      const { count, places } = this.#orders.of(ranks);
      const signs = selfNegative ? 1 : 2;
      this.begins[orbit] = this.rows;
      this.signs[orbit] = signs;
      this.places[orbit] = places;
      for (let p = 0; p < count * n; p++) {
        x[at] = sorted[places[p]];
        expected[at++] = rounded[places[p]];
      }
      if (signs === 2) {
        for (let p = 0; p < count * n; p++) {
          x[at] = -sorted[places[p]];
          expected[at++] = -rounded[places[p]];
        }
      }
      this.rows += signs * count;
    }
    this.begins[this.orbits] = this.rows;
    return this.rows > 0;
  }

  /** Writes the correctly rounded answers of the sorted row, or NaN; returns its cell, or −1. */
  #settle(ranks: Int32Array, orbit: number): number {
    const { answerError, storage, eps, cells } = this.#options;
    const n = this.n;
    const rounded = this.#rounded;
    if (answerError === undefined) {
      rounded.fill(NaN);
      return -1;
    }
    const answer = this.#answer;
    doubleAnswer(this.#sorted, 0, eps, answer);
    const first = this.#sizes[ranks[0]];
    const last = this.#sizes[ranks[n - 1]];
    const cell = cells.at(first > last ? first : last, this.#exponentAt(n));
    const inside = cells.slopes[cell] < Infinity;
    const error = answerError * 1.5;
    for (let i = 0; i < n; i++) {
      const y = answer[i];
      this.answers[orbit * n + i] = y;
      if (i > 0 && y === -answer[i - 1]) {
        rounded[i] = -rounded[i - 1];
        continue;
      }
      // 1.5: the rounding of these two products. Both ends alike decide, since rounding is monotone.
      const value = storage.round(y - y * error);
      rounded[i] = inside && value === storage.round(y + y * error) ? value : NaN;
    }
    return inside ? cell : -1;
  }
}
