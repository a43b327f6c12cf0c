// No gradient in, no gradient out.

import { exactly, show, WorstCase } from "../../src/contract/judge.ts";
import { isJudgedGradient } from "../../src/contract/gradients.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-zero",
  statement: "dx(0) = 0, dγ(0) = 0, dβ(0) = 0, exactly",
  why: "Accumulators that are not cleared, and buffers that keep what the call before left in them, show as a gradient out of nothing.",
  pass: "backward",
  applies: () => true,
  derive: (batch) => [{ ...batch, dy: new Float64Array(batch.x.length) }],
  check(call, [silent]) {
    const worst = new WorstCase();
    const { dx, dgamma, dbeta } = silent!.gradients!.given;
    for (let r = 0; r < call.batch.rows; r++) {
      if (!isJudgedGradient(silent!.gradients!.row(r))) continue;
      for (let i = 0; i < call.batch.cols; i++) worst.see(dx[r * call.batch.cols + i] === 0 ? 0 : Infinity, 0, r, i, 0);
    }
    // A row without statistics, as one of NaN, has NaN for x̂, and 0·NaN is not 0.
    const clean = Array.from({ length: call.batch.rows }, (_, r) => isJudgedGradient(silent!.gradients!.row(r))).every(Boolean);
    for (let j = 0; j < call.batch.cols && clean; j++) {
      for (const values of [dgamma, dbeta]) if (values !== undefined) worst.see(values[j] === 0 ? 0 : Infinity, 0, 0, j, 0);
    }
    return worst.verdict(({ row, column }) => {
      const observed = [dx[row * call.batch.cols + column]!, dgamma?.[column] ?? 0, dbeta?.[column] ?? 0].find((value) => value !== 0)!;
      return { observed, expected: 0, tolerance: exactly("every product with 0 is 0"), message: `with dy = 0, column ${column} of row ${row} has a gradient of ${show(observed, call.contract.storage)}` };
    });
  },
} satisfies Property;
