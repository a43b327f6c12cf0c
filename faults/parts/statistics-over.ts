// Statistics of the wrong values: a tail that is skipped, padding that is counted, another row. Sums and squares themselves are correct.

import { correct, type KernelRow, type Parts, squares, sum } from "./layer-norm.ts";

/** Mean and variance of other values than those of the row, divided by their number, or by `count`. */
export function statisticsOver(seen: (row: KernelRow) => Float64Array, count?: (row: KernelRow) => number): Partial<Parts> {
  const other = (row: KernelRow): KernelRow => {
    const x = seen(row);
    return { ...row, x, n: count === undefined ? x.length : count(row) };
  };
  return {
    mean: (row) => correct.mean(other(row)),
    variance: (row, mean) => correct.variance(other(row), mean),
  };
}

/** The variance of `length` lanes, those past the row holding zeros that nobody masks. Divided by n. */
export function paddedVariance({ x, n, round }: KernelRow, mean: number, length: number): number {
  const padded = new Float64Array(length);
  padded.set(x);
  return round(sum(squares(padded, mean, round), round) / n);
}
