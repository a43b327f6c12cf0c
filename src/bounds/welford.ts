// Welford's recurrence in the order of the row: δ = x − m; m += δ/k; M2 += δ·(x − m). A running bound along the exact prefix means,
// which knows where the mean stood when each element arrived.

import { arithmeticOf } from "./arithmetic.ts";
import { growth } from "./growth.ts";
import type { MomentBound } from "./moments.ts";
import type { RowContext } from "./row-context.ts";

export function welfordMoments(c: RowContext): MomentBound {
  const { n, u, lambda, x, v } = c;
  const countRounding = n > 2 ** c.contract.accumulator.precision ? 1 : 0;
  const { halving, division } = arithmeticOf(c.contract.accumulator, c.contract.arithmetic);
  const noDivision = growth(1 + countRounding, u);
  const exactDivision = growth(1 + halving + countRounding, u);
  const inexactDivision = growth(1 + division + countRounding, u);
  const cube = growth(3, u);
  let e = 0;
  let d = 0;
  let m2 = 0;
  let largest = 0;
  // Prefix sums with Neumaier's compensation: the prefix mean is good to a few 2^-53, and `a` is padded by that much.
  let sum = 0;
  let compensation = 0;
  let mean = 0;
  for (let k = 1; k <= n; k++) {
    const value = x[k - 1]!;
    const a = Math.abs(value - mean) + Math.abs(mean) * 2 ** -50;
    const total = sum + value;
    compensation += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum;
    sum = total;
    mean = (sum + compensation) / k;
    const size = Math.abs(mean);
    const reach = a + e;
    if (reach > largest) largest = reach;
    const step = (k === 1 ? noDivision : (k & (k - 1)) === 0 ? exactDivision : inexactDivision) * (reach / k) + lambda / 2;
    const before = (1 - 1 / k) * e + step;
    const rounded = u * (size + before);
    const moved = step + rounded;
    const share = (k - 1) / k;
    const increment = a * a * share;
    d += (2 * a * e + e * e) * share * (1 + cube) + increment * cube + reach * moved * (1 + cube) + lambda / 2;
    m2 += increment;
    d += u * (m2 + d);
    e = before + rounded;
  }
  const variance = (d / n) * (1 + c.divisionGrowth) + v * c.divisionGrowth + lambda / 2;
  const finite = c.xMax + e <= c.omega && largest * (1 + u) <= c.omega && m2 + d <= c.omega;
  // Each update is non-negative: the new mean lies between the old one and x, because rounding is monotone.
  return { meanError: e, varianceUp: variance, varianceDown: Math.min(v, variance), nonNegative: true, finite };
}
