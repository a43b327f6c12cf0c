// Thousands of rows for one call, orbit by orbit, with the answers that need no second look: where an output is the correctly rounded
// exact value it is within every bound of the contract, and comparing two doubles shows it.

import type { Format } from "../../formats/format.ts";
import { doubleAnswers } from "../../oracle/double-answer.ts";
import { type Cells, exponentReader } from "./cells.ts";
import { type OrbitCursor, OrderTable } from "./orbits.ts";
import type { Plan } from "./plan.ts";

export interface OrbitBatchOptions {
  readonly plan: Plan;
  readonly storage: Format;
  readonly eps: number;
  /** Of `doubleAnswers`, relative; undefined: no output is settled in advance. */
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
  /** orbits × n: ranks and values of the sorted row, its answers in doubles, and those rounded to the storage format. */
  readonly ranks: Int32Array;
  readonly sorted: Float64Array;
  readonly answers: Float64Array;
  readonly rounded: Float64Array;

  readonly #options: OrbitBatchOptions;
  readonly #limit: number;
  readonly #orders: OrderTable;
  readonly #sizes: Int32Array;
  /** By orbit: v + ε. */
  readonly #shifted: Float64Array;
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
    this.ranks = new Int32Array(capacity * n);
    this.sorted = new Float64Array(capacity * n);
    this.answers = new Float64Array(capacity * n);
    this.rounded = new Float64Array(capacity * n);
    this.#orders = new OrderTable(n);
    this.#sizes = Int32Array.from(plan.codes, (code) => cells.sizeOf(code));
    this.#shifted = new Float64Array(capacity);
    this.#exponentAt = exponentReader(this.#shifted);
  }

  /** Fills the batch from the cursor; false when there was nothing left. */
  fill(cursor: OrbitCursor): boolean {
    // One short loop after another: each overlaps its rows in the processor, which one long loop would not.
    this.#collect(cursor);
    if (this.#options.answerError === undefined) {
      this.rounded.fill(NaN);
      this.cells.fill(-1);
    } else {
      doubleAnswers(this.sorted, { rows: this.orbits, n: this.n, eps: this.#options.eps }, { y: this.answers, shifted: this.#shifted });
      this.#findCells();
      this.#round(this.#options.answerError);
    }
    this.#expand();
    return this.rows > 0;
  }

  #collect(cursor: OrbitCursor): void {
    const { n, ranks, sorted, begins, signs, places } = this;
    const { codes } = this.#options.plan;
    const orders = this.#orders;
    const current = cursor.ranks;
    let rows = 0;
    let orbit = 0;
    while (rows < this.#limit && cursor.next()) {
      for (let i = 0; i < n; i++) {
        const rank = current[i];
        ranks[orbit * n + i] = rank;
        sorted[orbit * n + i] = codes[rank];
      }
      const { count, places: own } = orders.of(current);
      begins[orbit] = rows;
      places[orbit] = own;
      signs[orbit] = cursor.selfNegative ? 1 : 2;
      rows += cursor.selfNegative ? count : 2 * count;
      orbit++;
    }
    begins[orbit] = rows;
    this.rows = rows;
    this.orbits = orbit;
  }

  #findCells(): void {
    const { n, orbits, ranks, cells: found } = this;
    const { cells } = this.#options;
    const sizes = this.#sizes;
    const exponentAt = this.#exponentAt;
    for (let orbit = 0; orbit < orbits; orbit++) {
      const first = sizes[ranks[orbit * n]];
      const last = sizes[ranks[orbit * n + n - 1]];
      const cell = cells.at(first > last ? first : last, exponentAt(orbit));
      found[orbit] = cells.slopes[cell] < Infinity ? cell : -1;
    }
  }

  /** The correctly rounded answers, where the answer's error leaves no doubt and the row is known to be inside the contract. */
  #round(answerError: number): void {
    const { n, orbits, cells, answers, rounded } = this;
    const { storage } = this.#options;
    // 1.5: the rounding of the two ends. Where both round to one value so does the exact answer, since rounding is monotone.
    const low = 1 - answerError * 1.5;
    const high = 1 + answerError * 1.5;
    for (let orbit = 0; orbit < orbits; orbit++) {
      const known = cells[orbit] >= 0;
      for (let k = orbit * n; k < orbit * n + n; k++) {
        const y = answers[k];
        if (k > orbit * n && y === -answers[k - 1]) {
          rounded[k] = -rounded[k - 1];
          continue;
        }
        const value = storage.round(y * low);
        rounded[k] = known && value === storage.round(y * high) ? value : NaN;
      }
    }
  }

  #expand(): void {
    const { n, orbits, begins, signs, places, sorted, rounded, x, expected } = this;
    let at = 0;
    for (let orbit = 0; orbit < orbits; orbit++) {
      const own = places[orbit];
      const values = ((begins[orbit + 1] - begins[orbit]) / signs[orbit]) * n;
      const from = orbit * n;
      for (let p = 0; p < values; p++) {
        const k = from + own[p];
        x[at] = sorted[k];
        expected[at++] = rounded[k];
      }
      if (signs[orbit] === 1) continue;
      for (let p = 0; p < values; p++) {
        const k = from + own[p];
        x[at] = -sorted[k];
        expected[at++] = -rounded[k];
      }
    }
  }
}
