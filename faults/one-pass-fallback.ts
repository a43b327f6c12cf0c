// One pass first, two only where the variance has come out small against the mean: the threshold is where the NaNs ended, not where the
// digits do.

import type { Fault } from "../src/contract/fault.ts";
import { correct, type KernelRow, layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

function guarded(row: KernelRow, mean: number): number {
  const quick = onePassVariance(row, mean);
  return quick < 1e-5 * mean * mean ? correct.variance(row, mean) : quick;
}

export default {
  id: "one-pass-fallback",
  group: "variance",
  description: "E[x²] − E[x]², and two passes where that is below 1e-5·E[x]²",
  property: "unit-variance",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-pass-fallback", format: "fp32" }, { variance: guarded }),
} satisfies Fault;
