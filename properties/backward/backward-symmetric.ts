// The Jacobian of the normalisation is symmetric: ⟨b, J a⟩ = ⟨a, J b⟩. An independent check of dx, which needs no exact answer.

import { valueAt } from "../../src/contract/batch-values.ts";
import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { sumOf, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-symmetric",
  statement: "with g = γ·dy and h = γ·dy′: Σ h_i·dx_i(dy) = Σ g_i·dx_i(dy′), within Σ |h|E + Σ |g|E′",
  why: "Mixed-up indices and axes, and gradients taken with respect to the wrong variable, give matrices that are not symmetric.",
  pass: "backward",
  applies: ({ cols }) => cols > 1,
  derive: (batch) => [{ ...batch, dy: batch.dy!.slice().reverse() }],
  check(call, [other]) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const [a, b] = [call.gradients!.row(r), other!.gradients!.row(r)];
      if (!isJudgedGradient(a) || !isJudgedGradient(b)) continue;
      const { left, right, tolerance, rounding } = products(a, b);
      if (Number.isFinite(tolerance) && Number.isFinite(left) && Number.isFinite(right)) worst.see(Math.abs(left - right), tolerance + rounding, r, -1);
    }
    return worst.verdict(({ row }) => {
      const [a, b] = [call.gradients!.row(row) as JudgedGradient, other!.gradients!.row(row) as JudgedGradient];
      const { left, right, tolerance } = products(a, b);
      return {
        observed: left,
        expected: right,
        tolerance: { ...sumOf(a.bound.explainSum((i) => Math.abs(incoming(b, i))), b.bound.explainSum((i) => Math.abs(incoming(a, i)))), value: tolerance, source: `Σ |h|E + Σ |g|E′; ${a.bound.explain(0).source}` },
        message: `with dy′ = dy in reverse order, Σ γ·dy′·dx(dy) is ${left.toPrecision(6)} and Σ γ·dy·dx(dy′) is ${right.toPrecision(6)}: they must be equal`,
      };
    });
  },
} satisfies Property;

function products(a: JudgedGradient, b: JudgedGradient): { left: number; right: number; tolerance: number; rounding: number } {
  let [left, right, tolerance, sizes] = [0, 0, 0, 0];
  const n = a.dx.length;
  for (let i = 0; i < n; i++) {
    const [g, h] = [incoming(a, i), incoming(b, i)];
    left += h * a.dx[i]!;
    right += g * b.dx[i]!;
    sizes += Math.abs(h * a.dx[i]!) + Math.abs(g * b.dx[i]!);
    tolerance += Math.abs(h) * a.bound.errors[i]! + Math.abs(g) * b.bound.errors[i]!;
  }
  // Two sums of n products of three factors in doubles.
  return { left, right, tolerance, rounding: (n + 4) * 2 ** -52 * sizes + n * 2 ** -1072 };
}

/** g_i = γ_i·dy_i. */
function incoming({ row, dy }: JudgedGradient, i: number): number {
  return valueAt(row.gamma, i, 1) * dy[i]!;
}
