// Judges what a call gave for a batch of orbits. Nothing is assumed of the implementation: every row of an orbit has its own outputs,
// and only the exact answer and the bound are shared.

import { errorFloor, type LinearBound } from "../../bounds/ceiling.ts";
import type { Contract } from "../../bounds/contract.ts";
import { isRepresentable, ulp } from "../../formats/neighbours.ts";
import { doubleAnswers } from "../../oracle/double-answer.ts";
import type { Cells } from "./cells.ts";
import type { OrbitBatch } from "./orbit-batch.ts";
import { ProofCounter, type RowVerdict } from "./proof-counter.ts";
import { allowance, boundNeedsOrder, marginOf, type SettledOrbit, settleOrbit } from "./settle-orbit.ts";
import { asymmetries } from "./symmetries.ts";
import type { ProofTally } from "./tally.ts";

export interface JudgeOptions {
  readonly contract: Contract;
  readonly codes: Float64Array;
  readonly n: number;
  readonly eps: number;
  readonly answerError: number | undefined;
  readonly cells: Cells;
}

export class RowJudge {
  readonly #options: JudgeOptions;
  readonly #floor: LinearBound;
  readonly #needsOrder: boolean;
  readonly #answer: Float64Array;
  readonly #shifted = new Float64Array(1);
  readonly #counter = new ProofCounter();
  /** The batch under judgement, its outputs, and where in it we are. */
  #batch!: OrbitBatch;
  #y!: Float64Array;
  #orbit = 0;
  #settled: SettledOrbit | undefined;
  /** What came of the orbit's first row. */
  readonly #first: { verdict: RowVerdict; misrounded: boolean } = { verdict: "proved", misrounded: false };

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#floor = errorFloor(options.contract);
    this.#needsOrder = boundNeedsOrder(options.contract);
    this.#answer = new Float64Array(options.n);
  }

  /** What was counted since the last call of this. */
  take(): ProofTally {
    return this.#counter.take();
  }

  /** Judges every row of the batch, given the outputs for it. */
  judge(batch: OrbitBatch, y: Float64Array): void {
    this.#batch = batch;
    this.#y = y;
    const { begins, expected, orbits, n } = batch;
    for (let orbit = 0; orbit < orbits; orbit++) {
      const end = begins[orbit + 1] * n;
      let at = begins[orbit] * n;
      while (at < end && y[at] === expected[at]) at++;
      if (at < end) this.#orbitRows(orbit);
      else this.#counter.counts.proved += begins[orbit + 1] - begins[orbit];
    }
    this.#counter.counts.orbits += orbits;
    this.#counter.counts.rows += batch.rows;
  }

  /**
   * The rows of an orbit in which some output is not the expected one. Rows with the outputs of the first, reordered and negated as
   * their inputs are, have its errors too, and its verdict, unless the bound depends on the order.
   */
  #orbitRows(orbit: number): void {
    const batch = this.#batch;
    const { begins, signs, n } = batch;
    const y = this.#y;
    const places = batch.places[orbit];
    const begin = begins[orbit];
    const rows = begins[orbit + 1] - begin;
    const orders = rows / signs[orbit];
    this.#orbit = orbit;
    this.#settled = undefined;
    this.#row(begin);
    let alike = true;
    let again = 0;
    for (let member = 1; member < rows; member++) {
      const sign = member < orders ? 1 : -1;
      const place = (member < orders ? member : member - orders) * n;
      const row = begin + member;
      let same = true;
      for (let i = 0; i < n; i++) {
        const value = y[row * n + i];
        const first = sign * y[begin * n + places[place + i]];
        if (value !== first && (value === value || first === first)) same = false;
      }
      if (!same) alike = false;
      if (same && !this.#needsOrder) again++;
      else this.#row(row);
    }
    if (again > 0) this.#counter.again(this.#first.verdict, this.#first.misrounded, again);
    // Alike, but for the negatives of self-negative rows, which are among their orders.
    if (alike && signs[orbit] === 2) return;
    const { negation, order } = asymmetries(batch, orbit, y);
    this.#counter.counts.negationBroken += negation;
    this.#counter.counts.orderBroken += order;
  }

  #row(row: number): void {
    const { misrounded } = this.#counter.counts;
    const verdict = this.#judgeRow(row);
    if (row !== this.#batch.begins[this.#orbit]) return;
    this.#first.verdict = verdict;
    this.#first.misrounded = this.#counter.counts.misrounded > misrounded;
  }

  #judgeRow(row: number): RowVerdict {
    const { storage } = this.#options.contract;
    const { n } = this.#options;
    const y = this.#y;
    const from = row * n;
    const { expected } = this.#batch;
    let same = 0;
    while (same < n && y[from + same] === expected[from + same]) same++;
    if (same === n) return this.#counter.proved();
    for (let i = 0; i < n; i++) {
      if (!isRepresentable(storage, y[from + i])) return this.#counter.violated("output-representable", this.#batch, { row, column: i, margin: Infinity });
    }
    const cell = this.#batch.cells[this.#orbit];
    if (cell < 0) return this.#settle(row);
    for (let i = 0; i < n; i++) {
      if (!(Math.abs(y[from + i]) < Infinity)) {
        this.#counter.counts.misrounded++;
        return this.#counter.violated("finite-output", this.#batch, { row, column: i, margin: Infinity });
      }
    }
    return this.#filter(row, cell);
  }

  /** The double filter: within the floor of every bound of the contract, above the ceiling of all in the cell, or between. */
  #filter(row: number, cell: number): RowVerdict {
    const { n, eps, cells } = this.#options;
    const answerError = this.#options.answerError!;
    const answer = this.#answer;
    const { x, expected, answers, begins } = this.#batch;
    const y = this.#y;
    const from = row * n;
    if (row !== begins[this.#orbit]) doubleAnswers(x.subarray(from, from + n), { rows: 1, n, eps }, { y: answer, shifted: this.#shifted });
    else for (let i = 0; i < n; i++) answer[i] = answers[this.#orbit * n + i];
    const floor = this.#floor;
    const slope = cells.slopes[cell];
    const offset = cells.offsets[cell];
    let open = false;
    let misrounded = false;
    let worst = -1;
    let margin = 1;
    let largest = 0;
    let largestAt = 0;
    for (let i = 0; i < n; i++) {
      const observed = y[from + i];
      if (observed === expected[from + i]) continue;
      if (expected[from + i] !== expected[from + i]) {
        open = true;
        break;
      }
      misrounded = true;
      const size = Math.abs(answer[i]);
      const error = Math.abs(observed - answer[i]);
      const doubt = 1.5 * answerError * size + error * 2 ** -50;
      if (error > largest) {
        largest = error;
        largestAt = i;
      }
      if (error + doubt <= (floor.slope * size + floor.offset) * (1 - 2 ** -40)) continue;
      const ceiling = (slope * size + offset) * allowance;
      if (!(error - doubt > ceiling * (1 + 2 ** -40))) open = true;
      else if (error / ceiling > margin) {
        margin = error / ceiling;
        worst = i;
      }
    }
    // Whatever is open, one output above its ceiling is enough.
    if (worst < 0 && open) return this.#settle(row);
    if (misrounded) {
      this.#counter.counts.misrounded++;
      // An ulp of y is at least 2^-p·|y|: most errors are seen to be no record without computing it.
      const { storage } = this.#options.contract;
      if (largest > this.#counter.counts.ulps * Math.abs(answer[largestAt]) * storage.unitRoundoff) {
        this.#counter.ulps(largest / ulp(storage, answer[largestAt]), this.#batch, { row, column: largestAt });
      }
    }
    return worst < 0 ? this.#counter.proved() : this.#counter.violated("oracle-agreement", this.#batch, { row, column: worst, margin });
  }

  /** The bound of the row itself. */
  #settle(row: number): RowVerdict {
    const { contract, n, eps } = this.#options;
    const { storage } = contract;
    const { x } = this.#batch;
    const from = row * n;
    let settled = this.#settled;
    if (settled === undefined || this.#needsOrder) {
      const values = this.#needsOrder ? x.slice(from, from + n) : this.#sorted();
      settled = settleOrbit({ x: values, eps }, contract);
      this.#settled = settled;
      this.#counter.counts.evaluated++;
    }
    const { begins, places, signs } = this.#batch;
    const begin = begins[this.#orbit];
    const count = (begins[this.#orbit + 1] - begin) / signs[this.#orbit];
    const order = (row - begin) % count;
    const sign = this.#needsOrder || row - begin < count ? 1 : -1;
    const at = (i: number) => (this.#needsOrder ? i : places[this.#orbit][order * n + i]);
    let margin = 0;
    let worst = 0;
    let misrounded = false;
    let ulps = 0;
    let ulpsAt = 0;
    for (let i = 0; i < n; i++) {
      const observed = this.#y[from + i];
      if (settled.finite && !(Math.abs(observed) < Infinity)) {
        this.#counter.counts.misrounded++;
        return this.#counter.violated("finite-output", this.#batch, { row, column: i, margin: Infinity });
      }
      if (settled.exact === undefined) continue;
      if (sign * observed !== settled.rounded[at(i)]) misrounded = true;
      if (!settled.inside) continue;
      const own = marginOf(settled, sign * observed, at(i));
      if (own > margin) {
        margin = own;
        worst = i;
      }
      const error = Math.abs(sign * observed - settled.exact.y[at(i)] - settled.exact.yLow[at(i)]) / ulp(storage, settled.exact.y[at(i)]);
      if (error > ulps) {
        ulps = error;
        ulpsAt = i;
      }
    }
    if (misrounded) this.#counter.counts.misrounded++;
    if (!settled.inside) return this.#counter.beyond();
    if (misrounded) this.#counter.ulps(ulps, this.#batch, { row, column: ulpsAt });
    if (margin > 1) return this.#counter.violated("oracle-agreement", this.#batch, { row, column: worst, margin });
    this.#counter.margin(margin, this.#batch, { row, column: worst });
    return this.#counter.proved();
  }

  #sorted(): Float64Array {
    const { n, codes } = this.#options;
    return Float64Array.from({ length: n }, (_, i) => codes[this.#batch.ranks[this.#orbit * n + i]]);
  }
}
