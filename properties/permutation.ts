// The order of the columns does not matter to the exact answer; to a sum it does, so this is bounded, never bitwise.

import { isFiniteBatch } from "../src/contract/batch-values.ts";
import { distance, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "permutation",
  statement: "permuting x, γ and β alike permutes y, within E of the one order plus E of the other",
  why: "Columns that are dropped, counted twice, read past the end or treated by a special tail depend on where a value stands.",
  applies: (batch) => batch.cols > 1 && isFiniteBatch(batch),
  derive(batch) {
    const { cols } = batch;
    const from = sources(cols);
    const permuted = (values: Float64Array) => values.map((_, index) => values[index - (index % cols) + from[index % cols]]);
    return [{ ...batch, x: permuted(batch.x), gamma: batch.gamma && permuted(batch.gamma), beta: batch.beta && permuted(batch.beta) }];
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

/** Where the value of each column comes from: steps of about 0.618 n, coprime to n, from column 1: neighbours part, both ends move. */
function sources(n: number): Uint32Array {
  let stride = Math.max(1, Math.floor(n * 0.618));
  while (greatestCommonDivisor(stride, n) !== 1) stride++;
  return Uint32Array.from({ length: n }, (_, i) => (1 + i * stride) % n);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
