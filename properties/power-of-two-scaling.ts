// LN(2^k x; 4^k ε) = LN(x; ε): a power of two only moves exponents, so the digits of every intermediate result stay the same.

import { isFiniteBatch, largest, scaled, valueAt } from "../src/contract/batch-values.ts";
import { gridOf, smallestDifference } from "../src/contract/grid.ts";
import { distance, exactly, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import type { Format } from "../src/formats/format.ts";
import type { Batch } from "../src/oracle/row.ts";

/** k = ±5: the variance moves by a factor of 1024, past clamps and floors like 1e-6 that are near ordinary variances. */
const step = 2 ** 5;

export default {
  id: "power-of-two-scaling",
  statement: "LN(2^k x; 4^k ε) = LN(x; ε): exactly while every intermediate result is normal, within E + E′ otherwise",
  why: "Finds absolute constants that do not belong: floors and clamps of the variance, a second ε, ε outside the root or rounded to a narrow format.",
  applies: (batch, { storage }) => isFiniteBatch(batch) && factorFor(batch, storage) !== undefined,
  derive(batch, { storage }) {
    const factor = factorFor(batch, storage)!;
    return [{ ...batch, x: scaled(batch.x, factor), eps: batch.eps * factor * factor }];
  },
  check(call, [other]) {
    const worst = new WorstCase();
    const factor = factorFor(call.batch, call.contract.storage)!;
    for (let r = 0; r < call.batch.rows; r++) {
      const [a, b] = [call.row(r), other.row(r)];
      if (!isJudged(a) || !isJudged(b)) continue;
      const exact = isExact(a, b, factor);
      for (let i = 0; i < a.y.length; i++) {
        worst.see(distance(a.y[i], b.y[i]), exact ? 0 : a.bound.errors[i] + b.bound.errors[i], r, i, 0);
      }
    }
    return worst.verdict(({ row, column }) => {
      const [a, b] = [call.row(row) as JudgedRow, other.row(row) as JudgedRow];
      const { storage } = call.contract;
      const [observed, expected] = [b.y[column], a.y[column]];
      return {
        observed,
        expected,
        tolerance: isExact(a, b, factor) ? exactly("powers of two only move exponents, and no intermediate result is subnormal") : sumOf(a.bound.explain(column), b.bound.explain(column)),
        message: `y[${column}] is ${show(expected, storage)}, but ${show(observed, storage)} when x is ${factor} times as large and ε scaled with the variance`,
      };
    });
  },
} satisfies Property;

/** 2^5 or 2^-5, whichever keeps every value of x and ε exact; undefined where neither does. */
function factorFor({ x, eps }: Batch, storage: Format): number | undefined {
  const size = largest(x);
  if (size === 0) return undefined;
  if (size * step <= storage.maxFinite) return step;
  const smaller = eps / step / step;
  return gridOf(x) / step >= storage.minSubnormal && Math.fround(smaller) === smaller ? 1 / step : undefined;
}

/**
 * No nonzero intermediate result of either row is subnormal: not the smallest deviation, its square over n, its product with γ, nor
 * γ·rstd; and ε scales exactly in the accumulator.
 */
function isExact(a: JudgedRow, b: JudgedRow, factor: number): boolean {
  const { accumulator, arithmetic } = a.contract;
  // WGSL does not say that results are rounded the same way at every magnitude.
  if (arithmetic === "wgsl") return false;
  const n = a.y.length;
  const [epsA, epsB] = [accumulator.round(a.row.eps), accumulator.round(b.row.eps)];
  if (epsA * factor * factor !== epsB || (epsA !== 0 && Math.min(epsA, epsB) < accumulator.minNormal)) return false;
  const difference = smallestDifference(Math.min(gridOf(a.row.x), gridOf(b.row.x)), n, accumulator);
  let gamma = Infinity;
  for (let i = 0; i < n; i++) gamma = Math.min(gamma, Math.abs(valueAt(a.row.gamma, i, 1)) || Infinity);
  const rstd = Math.min(a.exact.rstd, b.exact.rstd) / 2;
  const smallest = Math.min(difference / n, (difference * difference) / n, gamma * difference, gamma * rstd);
  return smallest >= accumulator.minNormal;
}
