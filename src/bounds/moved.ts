// How far a variance moves when the root mean square moves: (σ + m)² − v and v − (σ − m)² written out. As differences of squares they would be lost in the
// rounding of v itself, which is as large as everything that an fp64 kernel does.

import type { RowContext } from "./row-context.ts";

/** (√(v + s²) + m)²(1 + g) − v = v·g + (s² + m(2√(v + s²) + m))(1 + g): a common shift s of all deviations, then m in the norm, then a growth g. */
export function movedUp({ v }: Pick<RowContext, "v">, s: number, m: number, g: number): number {
  const square = s * s;
  return v * g + (square + m * (2 * Math.sqrt(v + square) + m)) * (1 + g);
}

/** v − max(0, σ − m)²(1 − g) = v·g + m(2σ − m)(1 − g) while m < σ: m in the norm, then a decay g. Never more than v. */
export function movedDown({ v, sigma }: Pick<RowContext, "v" | "sigma">, m: number, g: number): number {
  return m < sigma ? v * g + m * (2 * sigma - m) * (1 - g) : v;
}
