// dx(4·dy) = 4·dx(dy): the gradient is linear in dy, and a power of two only moves exponents.

import { largest, scaled, valueAt } from "../../src/contract/batch-values.ts";
import { gridOf, smallestDifference } from "../../src/contract/grid.ts";
import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { exactly, show, sumOf, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";
import type { Contract } from "../../src/bounds/contract.ts";
import type { Format } from "../../src/formats/format.ts";

const factor = 4;

export default {
  id: "backward-homogeneous",
  statement: "dx(4·dy) = 4·dx(dy): exactly while every intermediate result is normal, within E′ + 4E otherwise",
  why: "Loss scaling depends on it. Thresholds, flushes to zero and clipping inside a kernel break it, and gradients change with the scale that was to protect them.",
  pass: "backward",
  applies: ({ dy }, { storage }) => dy !== undefined && largest(dy) * factor <= storage.maxFinite,
  derive: (batch) => [{ ...batch, dy: scaled(batch.dy!, factor) }],
  check(call, [other]) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const [a, b] = [call.gradients!.row(r), other!.gradients!.row(r)];
      if (!isJudgedGradient(a) || !isJudgedGradient(b)) continue;
      const exactAt = exactWhere(a, call.contract);
      for (let i = 0; i < a.dx.length; i++) worst.see(Math.abs(b.dx[i]! - factor * a.dx[i]!), exactAt(i) ? 0 : b.bound.errors[i]! + factor * a.bound.errors[i]!, r, i, 0);
    }
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const [a, b] = [call.gradients!.row(row) as JudgedGradient, other!.gradients!.row(row) as JudgedGradient];
      const [observed, expected] = [b.dx[column]!, factor * a.dx[column]!];
      return {
        observed,
        expected,
        tolerance: exactWhere(a, call.contract)(column)
          ? exactly("powers of two only move exponents, and no intermediate result is subnormal")
          : { ...sumOf(b.bound.explain(column), a.bound.explainSum((i) => (i === column ? factor : 0))), source: `E′ + 4E; ${a.bound.explain(column).source}` },
        message: `dx[${column}] is ${show(a.dx[column]!, storage)}, but ${show(observed, storage)} when dy is 4 times as large`,
      };
    });
  },
} satisfies Property;

/** Which dx_i must be exactly 4 times as large: all that are normal numbers themselves, where no intermediate result is subnormal. */
function exactWhere(a: JudgedGradient, { storage, accumulator }: Contract): (i: number) => boolean {
  const normal = staysNormal(a, accumulator);
  return (i) => normal && Math.abs(a.dx[i]!) >= storage.minNormal;
}

/**
 * No nonzero intermediate result can be subnormal, in any form of the gradient: the least product that comes up is one of g with two of x̂
 * and r³, differences of such are multiples of their last places, and sums of n are divided by n.
 */
function staysNormal({ row, dy, forward, dx }: JudgedGradient, accumulator: Format): boolean {
  const n = dx.length;
  const { unitRoundoff: u, minNormal } = accumulator;
  let g = Infinity;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(dy[i]! * valueAt(row.gamma, i, 1));
    if (size > 0) g = Math.min(g, size);
  }
  if (g === Infinity) return false;
  const grid = gridOf(row.x);
  const deviation = grid === Infinity ? 1 : Math.min(1, smallestDifference(grid, n, accumulator), grid);
  const r = Math.min(1, forward.rstd / 2);
  const smallest = (g * u ** 3 * (deviation * r) ** 2 * r * r * r * Math.min(1, grid)) / n / n;
  return smallest >= minNormal;
}
