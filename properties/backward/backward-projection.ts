// Σ dx·x̂ = n·r·c2·ε/(v + ε): what ε leaves of the gradient along x̂. It is not 0, as texts that forget ε say.

import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-projection",
  statement: "Σ dx_i·x̂_i = n·r·c2·ε/(v + ε), c2 = mean γ·dy·x̂, within Σ E_i·|x̂_i|",
  why: "Near-constant rows live on the ε in the backward pass: a kernel that drops it, or projects x̂ out entirely, is wrong exactly where training is most fragile.",
  pass: "backward",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.gradients!.row(r);
      if (!isJudgedGradient(analysed)) continue;
      const { observed, expected, tolerance, rounding } = projection(analysed);
      if (Number.isFinite(tolerance) && Number.isFinite(expected)) worst.see(Math.abs(observed - expected), tolerance + rounding, r, -1);
    }
    return worst.verdict(({ row }) => {
      const analysed = call.gradients!.row(row) as JudgedGradient;
      const { observed, expected, tolerance } = projection(analysed);
      const whole = analysed.bound.explainSum((i) => Math.abs(analysed.forward.normalised[i]!));
      return {
        observed,
        expected,
        tolerance: { ...whole, value: tolerance, source: `Σ E·|x̂|; ${whole.source}` },
        message: `dx has ${observed.toPrecision(6)} along x̂, and ε leaves ${expected.toPrecision(6)} of it`,
      };
    });
  },
} satisfies Property;

function projection({ row, dx, forward, exact, bound }: JudgedGradient): { observed: number; expected: number; tolerance: number; rounding: number } {
  const n = dx.length;
  let [observed, tolerance, sizes, gradients] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const normalised = forward.normalised[i]!;
    observed += dx[i]! * normalised;
    sizes += Math.abs(dx[i]! * normalised);
    gradients += Math.abs(dx[i]!);
    tolerance += bound.errors[i]! * Math.abs(normalised);
  }
  const { variance } = forward.statistics;
  const expected = n * forward.rstd * exact.meanProjection * (row.eps / (variance + row.eps));
  // This sum of n products in doubles, the handful of roundings of the right-hand side, and x̂ itself where it is subnormal.
  return { observed, expected, tolerance, rounding: (n + 8) * 2 ** -52 * (sizes + Math.abs(expected)) + (n + gradients + n * forward.rstd) * 2 ** -1074 };
}
