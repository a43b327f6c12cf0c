// The cheap cure for one-pass: float data, double accumulators. Exact for two elements and safe for many; a constant row of three large
// ones has a variance of −2^-53·c², which ε does not cover.

import type { Fault } from "../src/contract/fault.ts";
import { correct, type KernelRow, layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

function inDouble(row: KernelRow): number {
  const wide = { ...row, round: (x: number) => x };
  return onePassVariance(wide, correct.mean(wide));
}

export default {
  id: "one-pass-fp64-over-fp32",
  group: "variance",
  description: "E[x²] − E[x]² of fp32 data in fp64 accumulators (jax-js on CPUs): NaN on constant rows from about 2^18 on",
  property: "finite-output",
  minimum: { cols: 1 },
  create: () => layerNormOf({ id: "one-pass-fp64-over-fp32", format: "fp32" }, { variance: inDouble }),
} satisfies Fault;
