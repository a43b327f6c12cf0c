// Which rows of a batch did it: halves are tried, then the rest without each part, until one row is left or each is needed.

import type { Batch } from "../oracle/row.ts";

/** The batch with the fewest rows found for which `isLost` answers true, as it does for the batch itself: log2(rows) questions for a single row. */
export async function bisectRows(batch: Batch, isLost: (candidate: Batch) => Promise<boolean>): Promise<Batch> {
  let left = batch;
  for (let parts = 2; left.rows > 1; ) {
    const size = Math.ceil(left.rows / parts);
    const smaller = await firstOf(candidates(left, size, parts), isLost);
    if (smaller !== undefined) {
      left = smaller;
      parts = Math.max(2, Math.min(parts - 1, left.rows));
    } else if (size === 1) break;
    else parts = Math.min(2 * parts, left.rows);
  }
  return left;
}

/** Each part alone, then all but each part (Zeller and Hildebrandt 2002, "Simplifying and Isolating Failure-Inducing Input"). */
function* candidates(batch: Batch, size: number, parts: number): Generator<Batch> {
  for (let from = 0; from < batch.rows; from += size) yield withRows(batch, (r) => r >= from && r < from + size);
  if (parts === 2) return;
  for (let from = 0; from < batch.rows; from += size) yield withRows(batch, (r) => r < from || r >= from + size);
}

async function firstOf(batches: Iterable<Batch>, isLost: (candidate: Batch) => Promise<boolean>): Promise<Batch | undefined> {
  for (const candidate of batches) if (await isLost(candidate)) return candidate;
  return undefined;
}

function withRows(batch: Batch, keeps: (row: number) => boolean): Batch {
  const { cols } = batch;
  const kept = Array.from({ length: batch.rows }, (_, r) => r).filter(keeps);
  const cut = (from: Float64Array) => {
    const values = new Float64Array(kept.length * cols);
    kept.forEach((r, i) => values.set(from.subarray(r * cols, (r + 1) * cols), i * cols));
    return values;
  };
  return { ...batch, rows: kept.length, x: cut(batch.x), dy: batch.dy && cut(batch.dy) };
}
