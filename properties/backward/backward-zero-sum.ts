// Σ dx = 0: y does not change when a constant is added to x, so its gradient has no component along constants.

import { compensatedSum } from "../../src/contract/compensated-sum.ts";
import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-zero-sum",
  statement: "Σ dx_i = 0 within Σ E_i",
  why: "Whatever is wrong with the mean of the gradient moves every dx alike and drifts the residual stream; each one by itself looks plausible.",
  pass: "backward",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.gradients!.row(r);
      if (!isJudgedGradient(analysed)) continue;
      const { total, rounding } = compensatedSum(analysed.dx);
      worst.see(Math.abs(total), analysed.bound.sumError + rounding, r, -1);
    }
    return worst.verdict(({ row }) => {
      const { dx, bound } = call.gradients!.row(row) as JudgedGradient;
      const { total } = compensatedSum(dx);
      const whole = bound.explainSum(() => 1);
      return {
        observed: total,
        expected: 0,
        tolerance: { ...whole, value: bound.sumError, source: `sum of n = ${dx.length} gradients; ${whole.source}` },
        message: `dx adds up to ${total.toPrecision(6)}, not to 0: more than ${bound.sumError.toPrecision(3)} is not rounding`,
      };
    });
  },
} satisfies Property;
