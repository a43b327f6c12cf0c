// Σ dx = 0: y does not change when a constant is added to x, so its gradient has no component along constants.

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

/** Neumaier's compensated sum (1974), and a bound on its own error: 2^-53 |Σ| + n² 2^-106 Σ|dx|. */
function compensatedSum(values: Float64Array): { total: number; rounding: number } {
  let [sum, lost, sizes] = [0, 0, 0];
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    sizes += Math.abs(value);
  }
  const total = sum + lost;
  return { total, rounding: 2 ** -53 * Math.abs(total) + values.length ** 2 * 2 ** -106 * sizes };
}
