// The output is linear in γ and β. Of that, two relations survive rounding exactly: a power of two on γ, and the sign of both.

import { isFiniteBatch, largest, negated, scaled } from "../src/contract/batch-values.ts";
import { gridOf, smallestDifference } from "../src/contract/grid.ts";
import { distance, exactly, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import type { Contract } from "../src/bounds/contract.ts";
import type { Tolerance } from "../src/bounds/row-bound.ts";

const factor = 4;

export default {
  id: "affine-scaling",
  statement: "LN(x; 4γ, 0) = 4·LN(x; γ, 0) while nothing is subnormal, and LN(x; −γ, −β) = −LN(x; γ, β), exactly",
  why: "γ = 1 hides every mistake with γ: one that is ignored, taken from the wrong place, clamped, or applied after β.",
  applies: (batch, { storage }) => batch.gamma !== undefined && isFiniteBatch(batch) && largest(batch.gamma) * factor <= storage.maxFinite,
  derive(batch) {
    const gamma = batch.gamma!;
    return [
      { ...batch, gamma, beta: undefined },
      { ...batch, gamma: scaled(gamma, factor), beta: undefined },
      { ...batch, gamma: negated(gamma), beta: negated(batch.beta) },
    ];
  },
  check(call, [plain, larger, opposite]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    const symmetric = isSymmetric(call.contract);
    for (let r = 0; r < rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      for (let i = 0; i < cols; i++) worst.see(distance(opposite.y[r * cols + i], -analysed.y[i]), symmetric ? 0 : 2 * analysed.bound.errors[i], r, i, 2);
      const [a, b] = [plain.row(r), larger.row(r)];
      if (!isJudged(a) || !isJudged(b)) continue;
      const smallest = smallestProduct(a);
      for (let i = 0; i < cols; i++) {
        worst.see(distance(b.y[i], factor * a.y[i]), isExact(a, smallest, i) ? 0 : b.bound.errors[i] + factor * a.bound.errors[i], r, i, 1);
      }
    }
    return worst.verdict(({ row, column, derived }) => {
      const { storage } = call.contract;
      const index = row * cols + column;
      if (derived === 2) {
        const [observed, expected] = [opposite.y[index], -call.y[index]];
        return {
          observed,
          expected,
          tolerance: isSymmetric(call.contract) ? exactly("rounding to nearest is symmetric about 0") : times(2, (call.row(row) as JudgedRow).bound.explain(column)),
          message: `with −γ and −β, y[${column}] is ${show(observed, storage)}; with γ and β it is ${show(-expected, storage)}: they must be opposite`,
        };
      }
      const [a, b] = [plain.row(row) as JudgedRow, larger.row(row) as JudgedRow];
      const [observed, expected] = [larger.y[index], factor * plain.y[index]];
      return {
        observed,
        expected,
        tolerance: isExact(a, smallestProduct(a), column) ? exactly("powers of two only move exponents, and nothing is subnormal") : sumOf(times(factor, a.bound.explain(column)), b.bound.explain(column)),
        message: `with γ, y[${column}] is ${show(plain.y[index], storage)}; with 4γ it is ${show(observed, storage)}, not four times as much (β = 0)`,
      };
    });
  },
} satisfies Property;

/** A lower bound for rstd and everything nonzero that γ may be multiplied with: x − m, rstd, (x − m)·rstd, m·rstd. */
function smallestProduct({ row, exact, contract }: JudgedRow): number {
  const difference = smallestDifference(gridOf(row.x), row.x.length, contract.accumulator);
  const rstd = exact.rstd / 2;
  return Math.min(difference, rstd, difference * rstd);
}

/** WGSL does not say which way results are rounded, nor that it is the same way at every magnitude. */
function isSymmetric({ arithmetic }: Contract): boolean {
  return arithmetic !== "wgsl";
}

function isExact({ row, y, contract }: JudgedRow, smallest: number, i: number): boolean {
  if (!isSymmetric(contract)) return false;
  const gamma = Math.abs(row.gamma![i]);
  if (gamma === 0) return true;
  // Stored elsewhere, y is rounded once more, on a grid that stops getting finer at the smallest normal number.
  const stored = contract.storage === contract.accumulator || Math.abs(y[i]) >= 2 * contract.storage.minNormal;
  return stored && gamma * smallest >= contract.accumulator.minNormal;
}

function times(count: number, { value, terms, source }: Tolerance): Tolerance {
  return { value: count * value, terms: terms.map((term) => ({ ...term, value: count * term.value })), source };
}
