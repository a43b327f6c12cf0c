// The cheap cure for one-pass: float data, double accumulators. Exact for two elements and safe for many rows; where the shares x/n round,
// a constant c has a variance of some −2^-52·c², which ε does not cover.

import type { Fault } from "../src/contract/fault.ts";
import { type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

function inDouble({ x, n }: KernelRow): number {
  let [mean, ofSquares] = [0, 0];
  for (const value of x) {
    mean += value / n;
    ofSquares += value ** 2 / n;
  }
  return ofSquares - mean ** 2;
}

export default {
  id: "one-pass-fp64-over-fp32",
  group: "variance",
  description: "E[x²] − E[x]² of fp32 data in fp64 accumulators (jax-js on CPUs): NaN on constant rows from about 2^18 on",
  property: "finite-output",
  minimum: { cols: 10 },
  create: () => layerNormOf({ id: "one-pass-fp64-over-fp32", format: "fp32", contract: { algorithm: "two-pass" } }, { variance: inDouble }),
} satisfies Fault;
