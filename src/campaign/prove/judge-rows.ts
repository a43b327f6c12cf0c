// Judges what a call gave for a batch of orbits. Nothing is assumed of the implementation: every row of an orbit has its own outputs,
// and only the exact answer and the bound are shared.

import { errorFloor, type LinearBound } from "../../bounds/ceiling.ts";
import type { Contract } from "../../bounds/contract.ts";
import { isRepresentable, ulp } from "../../formats/neighbours.ts";
import { doubleAnswer } from "../../oracle/double-answer.ts";
import type { Cells } from "./cells.ts";
import type { OrbitBatch } from "./orbit-batch.ts";
import { allowance, boundNeedsOrder, marginOf, type SettledOrbit, settleOrbit } from "./settle-orbit.ts";
import { asymmetries } from "./symmetries.ts";
import type { ProofTally, Seen, ViolationTally } from "./tally.ts";

export interface JudgeOptions {
  readonly contract: Contract;
  readonly codes: Float64Array;
  readonly n: number;
  readonly eps: number;
  readonly answerError: number | undefined;
  readonly cells: Cells;
}

/** Ids of the properties that a row can violate here. */
type Broken = "output-representable" | "finite-output" | "oracle-agreement";
type Verdict = Broken | "proved" | "beyond";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export class RowJudge {
  readonly #options: JudgeOptions;
  readonly #floor: LinearBound;
  readonly #needsOrder: boolean;
  readonly #answer: Float64Array;
  #tally: Omit<Mutable<ProofTally>, "violations"> & { violations: Record<string, Mutable<ViolationTally>> } = fresh();
  /** The batch under judgement, its outputs, and where in it we are. */
  #batch!: OrbitBatch;
  #y!: Float64Array;
  #orbit = 0;
  #settled: SettledOrbit | undefined;
  /** What came of the orbit's first row. */
  readonly #first: { verdict: Verdict; misrounded: boolean } = { verdict: "proved", misrounded: false };

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#floor = errorFloor(options.contract);
    this.#needsOrder = boundNeedsOrder(options.contract);
    this.#answer = new Float64Array(options.n + 1);
  }

  /** What was counted since the last call of this. */
  take(): ProofTally {
    const tally = this.#tally;
    this.#tally = fresh();
    return tally;
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
      else this.#tally.proved += begins[orbit + 1] - begins[orbit];
    }
    this.#tally.orbits += orbits;
    this.#tally.rows += batch.rows;
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
    this.#again(again);
    // Alike, but for the negatives of self-negative rows, which are among their orders.
    if (alike && signs[orbit] === 2) return;
    const { negation, order } = asymmetries(batch, orbit, y);
    this.#tally.negationBroken += negation;
    this.#tally.orderBroken += order;
  }

  /** The verdict of the first row of the orbit, for so many more. */
  #again(rows: number): void {
    if (rows === 0) return;
    const tally = this.#tally;
    const { verdict, misrounded } = this.#first;
    if (misrounded) tally.misrounded += rows;
    if (verdict === "proved") tally.proved += rows;
    else if (verdict === "beyond") tally.beyond += rows;
    else {
      tally.violated += rows;
      tally.violations[verdict].rows += rows;
    }
  }

  #row(row: number): void {
    const { misrounded } = this.#tally;
    const verdict = this.#judgeRow(row);
    if (row !== this.#batch.begins[this.#orbit]) return;
    this.#first.verdict = verdict;
    this.#first.misrounded = this.#tally.misrounded > misrounded;
  }

  #judgeRow(row: number): Verdict {
    const { storage } = this.#options.contract;
    const { n } = this.#options;
    const y = this.#y;
    const from = row * n;
    const { expected } = this.#batch;
    let same = 0;
    while (same < n && y[from + same] === expected[from + same]) same++;
    if (same === n) return this.#proved();
    for (let i = 0; i < n; i++) {
      if (!isRepresentable(storage, y[from + i])) return this.#violation("output-representable", row, i, Infinity);
    }
    const cell = this.#batch.cells[this.#orbit];
    if (cell < 0) return this.#settle(row);
    for (let i = 0; i < n; i++) {
      if (!(Math.abs(y[from + i]) < Infinity)) {
        this.#tally.misrounded++;
        return this.#violation("finite-output", row, i, Infinity);
      }
    }
    return this.#filter(row, cell);
  }

  /** The double filter: within the floor of every bound of the contract, above the ceiling of all in the cell, or between. */
  #filter(row: number, cell: number): Verdict {
    const { n, eps, cells } = this.#options;
    const answerError = this.#options.answerError!;
    const answer = this.#answer;
    const { x, expected, answers, begins } = this.#batch;
    const y = this.#y;
    const from = row * n;
    if (row !== begins[this.#orbit]) doubleAnswer(x, from, eps, answer);
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
      this.#tally.misrounded++;
      // An ulp of y is at least 2^-p·|y|: most errors are seen to be no record without computing it.
      const { storage } = this.#options.contract;
      if (largest > this.#tally.ulps * Math.abs(answer[largestAt]) * storage.unitRoundoff) {
        this.#seeUlps(largest / ulp(storage, answer[largestAt]), row, largestAt);
      }
    }
    return worst < 0 ? this.#proved() : this.#violation("oracle-agreement", row, worst, margin);
  }

  #proved(): Verdict {
    this.#tally.proved++;
    return "proved";
  }

  /** The bound of the row itself. */
  #settle(row: number): Verdict {
    const { contract, n, eps } = this.#options;
    const { storage } = contract;
    const { x } = this.#batch;
    const from = row * n;
    let settled = this.#settled;
    if (settled === undefined || this.#needsOrder) {
      const values = this.#needsOrder ? x.slice(from, from + n) : this.#sorted();
      settled = settleOrbit({ x: values, eps }, contract);
      this.#settled = settled;
      this.#tally.evaluated++;
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
        this.#tally.misrounded++;
        return this.#violation("finite-output", row, i, Infinity);
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
    if (misrounded) this.#tally.misrounded++;
    if (!settled.inside) {
      this.#tally.beyond++;
      return "beyond";
    }
    if (misrounded) this.#seeUlps(ulps, row, ulpsAt);
    if (margin > 1) return this.#violation("oracle-agreement", row, worst, margin);
    if (margin > this.#tally.margin) {
      this.#tally.margin = margin;
      this.#tally.marginAt = this.#seen(row, worst);
    }
    return this.#proved();
  }

  #sorted(): Float64Array {
    const { n, codes } = this.#options;
    return Float64Array.from({ length: n }, (_, i) => codes[this.#batch.ranks[this.#orbit * n + i]]);
  }

  #seeUlps(ulps: number, row: number, column: number): void {
    if (ulps <= this.#tally.ulps) return;
    this.#tally.ulps = ulps;
    this.#tally.ulpsAt = this.#seen(row, column);
  }

  #violation(property: Broken, row: number, column: number, margin: number): Verdict {
    this.#tally.violated++;
    const known = this.#tally.violations[property];
    if (known === undefined) {
      const seen = this.#seen(row, column);
      this.#tally.violations[property] = { rows: 1, first: seen, worst: seen, worstMargin: margin };
      return property;
    }
    known.rows++;
    if (margin > known.worstMargin) {
      known.worstMargin = margin;
      known.worst = this.#seen(row, column);
    }
    return property;
  }

  #seen(row: number, column: number): Seen {
    const { n } = this.#options;
    return { x: [...this.#batch.x.subarray(row * n, (row + 1) * n)], column };
  }
}

function fresh() {
  return { rows: 0, proved: 0, violated: 0, beyond: 0, orbits: 0, misrounded: 0, evaluated: 0, margin: -1, ulps: 0, negationBroken: 0, orderBroken: 0, violations: {} };
}
