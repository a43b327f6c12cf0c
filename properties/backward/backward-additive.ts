// dx(a + b) = dx(a) + dx(b): the gradient is linear in dy. Any dy is, exactly, its even columns and its odd ones.

import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { show, sumOf, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

/** Of the double sum and difference of three outputs, twice what they may lose. */
const rounding = 2 ** -51;

export default {
  id: "backward-additive",
  statement: "dx of dy = dx of its even columns + dx of its odd columns, within E + E′ + E″",
  why: "Gradients of different losses, heads and micro-batches are added before or after this layer, as a framework pleases. A kernel that skips zeros or scales by what it sees gives another sum.",
  pass: "backward",
  applies: ({ dy, cols }) => dy !== undefined && cols > 1,
  derive: (batch) => [0, 1].map((parity) => ({ ...batch, dy: batch.dy!.map((value, i) => ((i % batch.cols) % 2 === parity ? value : 0)) })),
  check(call, [even, odd]) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const parts = [call, even!, odd!].map((one) => one.gradients!.row(r));
      if (!parts.every(isJudgedGradient)) continue;
      const [whole, a, b] = parts as [JudgedGradient, JudgedGradient, JudgedGradient];
      for (let i = 0; i < whole.dx.length; i++) {
        const size = Math.abs(whole.dx[i]!) + Math.abs(a.dx[i]!) + Math.abs(b.dx[i]!);
        worst.see(Math.abs(whole.dx[i]! - (a.dx[i]! + b.dx[i]!)), whole.bound.errors[i]! + a.bound.errors[i]! + b.bound.errors[i]! + rounding * size, r, i, 0);
      }
    }
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const [whole, a, b] = [call, even!, odd!].map((one) => one.gradients!.row(row) as JudgedGradient);
      const [observed, expected] = [whole!.dx[column]!, a!.dx[column]! + b!.dx[column]!];
      return {
        observed,
        expected,
        tolerance: { ...sumOf(whole!.bound.explain(column), sumOf(a!.bound.explain(column), b!.bound.explain(column))), source: `E + E′ + E″; ${whole!.bound.explain(column).source}` },
        message: `dx[${column}] is ${show(observed, storage)}, but for the even and the odd columns of dy alone ${show(a!.dx[column]!, storage)} and ${show(b!.dx[column]!, storage)}`,
      };
    });
  },
} satisfies Property;
