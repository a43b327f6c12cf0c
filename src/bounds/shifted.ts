// Shifted one-pass, K = x_0: the one-pass formulas on z_i = x_i − K, whose condition number is at most sqrt(n) (Samuelson 1968).

import { compound } from "./growth.ts";
import { squareUnderflow } from "./mean.ts";
import type { MomentBound } from "./moments.ts";
import type { RowContext } from "./row-context.ts";

/** Output formed from fl(x_i − K) − mean(z), or from x_i − fl(K + mean(z)); the clamp at zero is allowed, not assumed. */
export function shiftedMoments(c: RowContext): MomentBound {
  const { n, u, v, x, d } = c;
  const first = d[0]!;
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const z = Math.abs(d[i]! - first);
    sum += z;
    if (z > largest) largest = z;
  }
  const zMean = sum / n;
  const mz = Math.abs(first);
  const zSquare = v + mz * mz;
  const w = compound(u, c.sumTotal);
  const e = w * zMean * (1 + c.divisionGrowth) + c.divisionGrowth * (c.divideFirst ? zMean : mz) + (c.lambda / 2) * (c.divideFirst ? n + 1 : 1);
  const squares = zSquare * compound(c.squareGrowth, c.sumTotal) + squareUnderflow(c);
  const square = 2 * mz * e + e * e + u * (mz + e) ** 2 + c.lambda / 2;
  const variance = (1 + u) * (squares + square) + u * v;
  const finite =
    2 * largest <= c.omega &&
    n * zMean * (1 + w) <= c.omega &&
    n * zSquare * (1 + c.growth3) * (1 + c.sumTotal) <= c.omega &&
    (Math.abs(x[0]!) + mz + e) * (1 + u) <= c.omega;
  // The mean may be formed, fl(K + mean(z)), which rounds once more at the size of μ; the slope covers fl(fl(x_i − K) − mean(z)).
  const formed = e + u * (c.mu + e);
  const deviation = { shift: formed * (1 + u), slope: u * (1 + u), reference: "first" } as const;
  return { meanError: formed, varianceUp: variance, varianceDown: variance, nonNegative: false, finite, deviation };
}
