// dx(4·dy) = 4·dx(dy): the gradient is linear in dy, and a power of two only moves exponents.

import { largest, scaled, valueAt } from "../../src/contract/batch-values.ts";
import { gridOf, smallestDifference } from "../../src/contract/grid.ts";
import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { exactly, show, sumOf, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";
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
    const { storage } = call.contract;
    for (let r = 0; r < call.batch.rows; r++) {
      const [a, b] = [call.gradients!.row(r), other!.gradients!.row(r)];
      if (!isJudgedGradient(a) || !isJudgedGradient(b)) continue;
      const normal = staysNormal(a, call.contract.accumulator);
      for (let i = 0; i < a.dx.length; i++) {
        const exact = normal && Math.abs(a.dx[i]!) >= storage.minNormal;
        worst.see(Math.abs(b.dx[i]! - factor * a.dx[i]!), exact ? 0 : b.bound.errors[i]! + factor * a.bound.errors[i]!, r, i, 0);
      }
    }
    return worst.verdict(({ row, column }) => {
      const [a, b] = [call.gradients!.row(row) as JudgedGradient, other!.gradients!.row(row) as JudgedGradient];
      const [observed, expected] = [b.dx[column]!, factor * a.dx[column]!];
      const exact = staysNormal(a, call.contract.accumulator);
      return {
        observed,
        expected,
        tolerance: exact ? exactly("powers of two only move exponents, and no intermediate result is subnormal") : sumOf(a.bound.explain(column), b.bound.explain(column)),
        message: `dx[${column}] is ${show(a.dx[column]!, storage)}, but ${show(observed, storage)} when dy is 4 times as large`,
      };
    });
  },
} satisfies Property;

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
