// A row's answer depends on that row: whatever stands in the other rows of the batch, even values that overflow everything.

import { isFiniteBatch } from "../src/contract/batch-values.ts";
import { distance, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import { isKept } from "../src/contract/kept-rows.ts";
import type { Property } from "../src/contract/property.ts";
import { doubles } from "../src/oracle/doubles.ts";

export default {
  id: "row-independence",
  statement: "y of a row stays the same, within 2E, when the other rows become ±the largest finite number",
  why: "Accumulators that are not reset, shared buffers without a barrier, statistics broadcast along the wrong axis and over-reads past the row mix rows with each other.",
  applies: (batch) => batch.rows > 1 && isFiniteBatch(batch),
  derive(batch, { storage }) {
    const { rows, cols } = batch;
    const x = doubles(rows * cols);
    for (let r = 0; r < rows; r++) {
      for (let i = r * cols; i < (r + 1) * cols; i++) x[i] = isKept(r, rows) ? batch.x[i] : i % 2 === 0 ? storage.maxFinite : -storage.maxFinite;
    }
    return [{ ...batch, x }];
  },
  check(call, [other]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      const analysed = call.row(r);
      if (!isKept(r, rows) || !isJudged(analysed)) continue;
      // The order of operations may depend on the batch (a promise that nobody makes here), so each of the two may err by E.
      for (let i = 0; i < cols; i++) worst.see(distance(other.y[r * cols + i], analysed.y[i]), 2 * analysed.bound.errors[i], r, i, 0);
    }
    return worst.verdict(({ row, column }) => {
      const { bound, y } = call.row(row) as JudgedRow;
      const { storage } = call.contract;
      const [observed, expected] = [other.y[row * cols + column], y[column]];
      return {
        observed,
        expected,
        tolerance: sumOf(bound.explain(column), bound.explain(column)),
        message: `y[${column}] of row ${row} goes from ${show(expected, storage)} to ${show(observed, storage)} when only other rows change`,
      };
    });
  },
} satisfies Property;
