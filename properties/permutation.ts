// The order of the columns does not matter to the exact answer; to a sum it does, so this is bounded, never bitwise.

import { isFiniteBatch } from "../src/contract/batch-values.ts";
import { distance, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import { doubles } from "../src/oracle/doubles.ts";

export default {
  id: "permutation",
  statement: "permuting x, γ and β alike permutes y, within E of the one order plus E of the other",
  why: "Columns that are dropped, counted twice, read past the end or treated by a special tail depend on where a value stands.",
  applies: (batch) => batch.cols > 1 && isFiniteBatch(batch),
  derive(batch) {
    const from = sources(batch.cols);
    const { gamma, beta } = batch;
    return [{ ...batch, x: permuted(batch.x, from), gamma: gamma && permuted(gamma, from), beta: beta && permuted(beta, from) }];
  },
  check(call, [permuted]) {
    const worst = new WorstCase();
    const from = sources(call.batch.cols);
    for (let r = 0; r < call.batch.rows; r++) {
      const [a, b] = [call.row(r), permuted.row(r)];
      if (!isJudged(a) || !isJudged(b)) continue;
      for (let i = 0; i < from.length; i++) {
        worst.see(distance(b.y[i], a.y[from[i]]), b.bound.errors[i] + a.bound.errors[from[i]], r, i, 0);
      }
    }
    return worst.verdict(({ row, column }) => {
      const [a, b] = [call.row(row) as JudgedRow, permuted.row(row) as JudgedRow];
      const { storage } = call.contract;
      const source = from[column];
      const [observed, expected] = [b.y[column], a.y[source]];
      return {
        observed,
        expected,
        tolerance: sumOf(b.bound.explain(column), a.bound.explain(source)),
        message: `the value of column ${source} gives ${show(expected, storage)} there, but ${show(observed, storage)} when the columns are permuted and it stands in column ${column}`,
      };
    });
  },
} satisfies Property;

/** The values of each row in another order. */
function permuted(values: Float64Array, from: Uint32Array): Float64Array {
  const moved = doubles(values.length);
  for (let start = 0; start < values.length; start += from.length) {
    for (let i = 0; i < from.length; i++) moved[start + i] = values[start + from[i]];
  }
  return moved;
}

let lastSources = new Uint32Array(0);

/** Where the value of each column comes from: steps of about 0.618 n, coprime to n, from column 1: neighbours part, both ends move. */
function sources(n: number): Uint32Array {
  // Asked for twice about each batch, and often about many batches of one width.
  if (lastSources.length === n) return lastSources;
  let stride = Math.max(1, Math.floor(n * 0.618));
  while (greatestCommonDivisor(stride, n) !== 1) stride++;
  const from = new Uint32Array(n);
  for (let i = 0; i < n; i++) from[i] = (1 + i * stride) % n;
  lastSources = from;
  return from;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
