// |E[x²] − E[x]²|: the other cheap way to be rid of the NaN, no better than the clamp.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

export default {
  id: "one-pass-absolute",
  group: "variance",
  description: "the one-pass variance without its sign, so that the root is never NaN",
  property: "within-samuelson",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-pass-absolute", format: "fp32" }, { variance: (row, mean) => Math.abs(onePassVariance(row, mean)) }),
} satisfies Fault;
