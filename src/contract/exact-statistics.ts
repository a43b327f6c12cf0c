// Rows of small integers, on which no correct algorithm makes any error in the mean and the variance: all that is left is the root
// and the output step, a tolerance of about 3.5 u at any length (docs/bounds.md, exact rows).

import type { Contract } from "../bounds/contract.ts";
import type { Format } from "../formats/format.ts";
import { isPowerOfTwo } from "./batch-values.ts";
import { gridOf } from "./grid.ts";

/** Whether every kernel of the contract has the exact mean, and the exact n·variance, of this row. x must be finite. */
export function hasExactStatistics(x: Float64Array, contract: Contract): boolean {
  const { algorithm, accumulator } = contract;
  const grid = gridOf(x);
  // A row of zeros has nothing to test; below, fl(t²)/n must not underflow.
  if (grid === Infinity || (grid * grid) / x.length ** 3 < accumulator.minSubnormal) return false;
  const integers = x.map((value) => value / grid);
  if (algorithm === "welford") return hasExactRunningMean(integers, grid, accumulator);
  // The stable families in any layout have only this in common: of two elements the mean is exact, since halving is.
  if (algorithm === "stable" || algorithm === "chan") return x.length === 2 && hasExactSums(integers, contract);
  return isPowerOfTwo(x.length) && hasExactSums(integers, contract);
}

/**
 * n = 2^m divides Σk, Σk² ≤ 2^p and for one-pass (Σk)² ≤ 2^p: sums in any order, the mean, the squares of the deviations and their
 * sum are integers of at most p bits. For shifted algorithms the same of k − k_0, and the mean, which they may form, must fit as well.
 */
function hasExactSums(integers: Float64Array, { algorithm, accumulator }: Contract): boolean {
  const n = integers.length;
  const origin = algorithm === "shifted" ? integers[0] : 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const k = integers[i] - origin;
    sum += k;
    squares += k * k;
  }
  // On a grid n times finer every sum is divisible by n.
  const refined = sum % n === 0 ? 1 : n;
  const largest = 2 ** accumulator.precision;
  const room = largest / refined / refined;
  if (Math.abs(origin + sum / n) * refined > largest) return false;
  return squares <= room && (sum * sum <= room || (algorithm !== "one-pass" && algorithm !== "shifted"));
}

/**
 * Every prefix has an integer mean, and the reciprocals 1/k of the steps that are taken multiply back to exact integers. The last division, by n, may round,
 * but as a share of the variance only: where n is no power of two its quotient must be a normal number.
 */
function hasExactRunningMean(integers: Float64Array, grid: number, { precision, round, minNormal }: Format): boolean {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < integers.length; i++) {
    const delta = integers[i] - mean;
    const step = delta / (i + 1);
    if (!Number.isInteger(step) || round(delta * round(1 / (i + 1))) !== step) return false;
    mean += step;
    squares += delta * (integers[i] - mean);
    if (Math.abs(integers[i]) > 2 ** precision || squares > 2 ** precision) return false;
  }
  const n = integers.length;
  // 2 for the rounding of this product, which in fp64 is what the kernel's own is.
  return isPowerOfTwo(n) || squares === 0 || (squares / n) * grid * grid >= 2 * minNormal;
}
