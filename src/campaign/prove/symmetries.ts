// Whether an implementation respects the symmetries that LayerNorm has: y(−x) = −y(x), and columns in another order give outputs in
// that order. A finding, never an assumption.

import type { OrbitBatch } from "./orbit-batch.ts";

export interface Asymmetries {
  /** Rows of the orbit whose outputs are not those of the negative row, negated. */
  readonly negation: number;
  /** Rows whose outputs are not those of the sorted row (or its negative) in the same order. */
  readonly order: number;
}

/** The rows of one orbit that break either symmetry, outputs compared as numbers (±0 alike, NaN alike). */
export function asymmetries(batch: OrbitBatch, orbit: number, y: Float64Array): Asymmetries {
  const { n, begins, signs } = batch;
  const places = batch.places[orbit];
  const begin = begins[orbit];
  const rows = begins[orbit + 1] - begin;
  const orders = rows / signs[orbit];
  let negation = 0;
  let order = 0;
  for (let member = 0; member < rows; member++) {
    const own = member % orders;
    const negative = signs[orbit] === 2 ? (member + orders) % rows : negativeOrder(batch, orbit, own);
    const row = (begin + member) * n;
    const sorted = (begin + member - own) * n;
    let ordered = true;
    let negated = true;
    for (let i = 0; i < n; i++) {
      const value = y[row + i];
      if (!same(value, y[sorted + places[own * n + i]])) ordered = false;
      if (!same(value, -y[(begin + negative) * n + i])) negated = false;
    }
    if (!ordered) order++;
    if (!negated) negation++;
  }
  return { negation, order };
}

function same(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b);
}

/** Of a row that is its own negative up to order: the order that negates it. */
function negativeOrder({ n, ranks, places, last }: OrbitBatch, orbit: number, own: number): number {
  const rankAt = (order: number, i: number) => ranks[orbit * n + places[orbit][order * n + i]];
  let order = 0;
  for (let i = 0; i < n; i++) {
    if (rankAt(order, i) === last - rankAt(own, i)) continue;
    order++;
    i = -1;
  }
  return order;
}
