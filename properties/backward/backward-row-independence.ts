// dx of a row depends on that row: whatever stands in the other rows of the batch.

import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { distance, show, sumOf, WorstCase } from "../../src/contract/judge.ts";
import { isKept } from "../../src/contract/kept-rows.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-row-independence",
  statement: "dx of a row stays the same, within 2E, when x and dy of the other rows become ±the largest finite number",
  why: "The sums of the backward pass live in shared memory: without a reset or a barrier, rows add to each other's gradient.",
  pass: "backward",
  applies: ({ rows }) => rows > 1,
  derive(batch, { storage }) {
    const { rows, cols } = batch;
    const [x, dy] = [batch.x.slice(), batch.dy!.slice()];
    for (let i = 0; i < x.length; i++) {
      if (isKept(Math.floor(i / cols), rows)) continue;
      x[i] = i % 2 === 0 ? storage.maxFinite : -storage.maxFinite;
      dy[i] = i % 3 === 0 ? storage.maxFinite : -storage.maxFinite;
    }
    return [{ ...batch, x, dy }];
  },
  check(call, [other]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      const analysed = call.gradients!.row(r);
      if (!isKept(r, rows) || !isJudgedGradient(analysed)) continue;
      for (let i = 0; i < cols; i++) worst.see(distance(other!.y[r * cols + i]!, analysed.dx[i]!), 2 * analysed.bound.errors[i]!, r, i, 0);
    }
    return worst.verdict(({ row, column }) => {
      const { bound, dx } = call.gradients!.row(row) as JudgedGradient;
      const { storage } = call.contract;
      const [observed, expected] = [other!.y[row * cols + column]!, dx[column]!];
      return {
        observed,
        expected,
        tolerance: sumOf(bound.explain(column), bound.explain(column)),
        message: `dx[${column}] of row ${row} goes from ${show(expected, storage)} to ${show(observed, storage)} when only other rows change`,
      };
    });
  },
} satisfies Property;
