// Sums and sums of squared deviations in fp32, over the lanes of a machine: the reductions of the two-pass kernels.

import { fma } from "../../../src/formats/fused.ts";
import { foldHalves, type Lanes, partials } from "./lanes.ts";

const { fround } = Math;

export function add32(a: number, b: number): number {
  return fround(a + b);
}

/** Σ x_i, lane by lane, the lanes folded by halves. */
export function laneSum32(x: Float64Array, lanes: Lanes): number {
  return foldHalves(partials(x.length, lanes, () => 0, (sum, i) => fround(sum + x[i])), add32);
}

/** Σ (x_i − m)², every operation rounded. */
export function laneSquares32(x: Float64Array, mean: number, lanes: Lanes): number {
  return foldHalves(partials(x.length, lanes, () => 0, (sum, i) => fround(sum + square32(fround(x[i] - mean)))), add32);
}

/** Σ (x_i − m)², each square added by a fused multiply-add, as every GPU compiler contracts it. */
export function laneSquaresFused32(x: Float64Array, mean: number, lanes: Lanes): number {
  return foldHalves(
    partials(x.length, lanes, () => 0, (sum, i) => {
      const d = fround(x[i] - mean);
      return fma(d, d, sum, fround);
    }),
    add32,
  );
}

export function square32(value: number): number {
  return fround(value * value);
}
