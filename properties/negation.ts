// LN(−x; γ, −β) = −LN(x; γ, β), bit for bit: rounding to nearest is symmetric, and so is every step of every stable algorithm.

import { isFiniteBatch, negated } from "../src/contract/batch-values.ts";
import { exactly, isJudged, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "negation",
  statement: "LN(−x; γ, −β) = −LN(x; γ, β), exactly",
  why: "Truncating sums, directed rounding, comparisons that forget the absolute value and max-tricks break the symmetry, by too little for a tolerance to notice.",
  // WGSL does not say which way results are rounded, so −x need not be rounded as x is.
  applies: (batch, { arithmetic }) => arithmetic !== "wgsl" && isFiniteBatch(batch),
  derive: (batch) => [{ ...batch, x: negated(batch.x)!, beta: negated(batch.beta) }],
  check(call, [mirrored]) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const start = r * call.batch.cols;
      for (let i = 0; i < analysed.y.length; i++) worst.seeSame(mirrored.y[start + i], -analysed.y[i], r, i, 0);
    }
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const index = row * call.batch.cols + column;
      const [observed, expected] = [mirrored.y[index], -call.y[index]];
      return {
        observed,
        expected,
        tolerance: exactly("rounding to nearest is symmetric about 0"),
        message: `with −x and −β, y[${column}] is ${show(observed, storage)}; with x and β it is ${show(-expected, storage)}: they must be opposite`,
      };
    });
  },
} satisfies Property;
