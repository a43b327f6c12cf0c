// A row has the same answer alone, at another place, and in a batch of another size.

import { distance, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import { isFiniteBatch } from "../src/contract/batch-values.ts";
import type { Property } from "../src/contract/property.ts";
import { doubles } from "../src/oracle/doubles.ts";
import type { Batch } from "../src/oracle/row.ts";

/** Up to this width a single row is put into a square batch, in which a wrong axis has the right length and goes unnoticed. */
const squareMax = 16;

export default {
  id: "batch-invariance",
  statement: "y of a row is the same, within 2E, alone, at another place, and in a batch of another size",
  why: "Batched serving changes answers when kernels pick their layout by the number of rows; offsets, strides and square batches (rows = columns) go wrong outright.",
  applies: isFiniteBatch,
  derive: (batch) => (batch.rows === 1 ? [amongZeros(batch)] : [reversed(batch), alone(batch)]),
  check(call, [moved, lone]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const place = moved.batch.rows - 1 - r;
      for (let i = 0; i < cols; i++) {
        const tolerance = 2 * analysed.bound.errors[i];
        worst.see(distance(moved.y[place * cols + i], analysed.y[i]), tolerance, place, i, 0);
        if (r === rows - 1 && rows > 1) worst.see(distance(lone.y[i], analysed.y[i]), tolerance, 0, i, 1);
      }
    }
    return worst.verdict(({ row: place, column, derived }) => {
      // The row that is tried alone is the last one, so that its place, 0, says the same.
      const row = moved.batch.rows - 1 - place;
      const { bound, y } = call.row(row) as JudgedRow;
      const { storage } = call.contract;
      const [observed, where] =
        derived === 1 ? [lone.y[column], "alone"] : [moved.y[place * cols + column], `as row ${place} of ${moved.batch.rows}${rows === 1 ? ", the others zero" : ""}`];
      const expected = y[column];
      return {
        observed,
        expected,
        tolerance: sumOf(bound.explain(column), bound.explain(column)),
        message: `y[${column}] is ${show(expected, storage)} as row ${row} of ${rows}, but ${show(observed, storage)} ${where}`,
      };
    });
  },
} satisfies Property;

/** The rows in the opposite order. */
function reversed({ rows, cols, ...rest }: Batch): Batch {
  const x = doubles(rows * cols);
  for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) x[r * cols + c] = rest.x[(rows - 1 - r) * cols + c];
  return { ...rest, rows, cols, x };
}

/** The last row by itself. */
function alone(batch: Batch): Batch {
  return { ...batch, rows: 1, x: batch.x.subarray((batch.rows - 1) * batch.cols) };
}

/** A single row as the last one of a batch of zeros, square where that is cheap. */
function amongZeros(batch: Batch): Batch {
  const rows = batch.cols <= squareMax ? Math.max(2, batch.cols) : 2;
  const x = doubles(rows * batch.cols);
  x.set(batch.x, (rows - 1) * batch.cols);
  return { ...batch, rows, x };
}
