// The 12-bit estimate of 1/√ in a kernel of half-precision data, “which has only eleven bits anyhow”: half a unit becomes three quarters.

import type { Fault } from "../src/contract/fault.ts";
import { roundToBits } from "../src/formats/significand.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "rsqrt-12-bits-fp16",
  group: "precision",
  description: "rsqrt of 12 bits before rounding to fp16 (ncnn)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "rsqrt-12-bits-fp16", format: "fp16" }, { rstd: (variance, { eps, round }) => roundToBits(1 / Math.sqrt(round(variance + eps)), 12) }),
} satisfies Fault;
