// γ = 0 switches the row off: what is left is β, exactly, in every output form.

import { constant, isFiniteBatch, valueAt } from "../src/contract/batch-values.ts";
import { exactly, isJudged, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "gamma-zero",
  statement: "γ_i = 0 gives y_i = β_i, exactly",
  why: "A γ that is ignored, offset by one or added to 1, a β that is scaled, and x̂ that is not finite all show against a value that is known without any calculation.",
  applies: isFiniteBatch,
  derive: (batch) => [{ ...batch, gamma: constant(batch.cols, 0) }],
  check(call, [off]) {
    const worst = new WorstCase();
    const { cols, rows, gamma, beta } = call.batch;
    for (let r = 0; r < rows; r++) {
      // Finite here is finite there: with γ = 0 no product is larger.
      if (!isJudged(call.row(r))) continue;
      for (let i = 0; i < cols; i++) {
        const expected = valueAt(beta, i, 0);
        worst.seeSame(off.y[r * cols + i], expected, r, i, 0);
        if (valueAt(gamma, i, 1) === 0) worst.seeSame(call.y[r * cols + i], expected, r, i);
      }
    }
    return worst.verdict(({ row, column, derived }) => {
      const { storage } = call.contract;
      const observed = (derived === undefined ? call : off).y[row * cols + column];
      const expected = valueAt(beta, column, 0);
      return {
        observed,
        expected,
        tolerance: exactly("0 times a finite number is 0"),
        message: `with γ[${column}] = 0, y[${column}] is ${show(observed, storage)}, not β = ${show(expected, storage)}`,
      };
    });
  },
} satisfies Property;
