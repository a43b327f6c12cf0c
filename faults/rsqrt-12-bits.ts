// The processor's estimate of 1/√, without the Newton step that goes with it.

import type { Fault } from "../src/contract/fault.ts";
import { roundToBits } from "../src/formats/significand.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "rsqrt-12-bits",
  group: "precision",
  description: "rsqrt of 12 bits (ncnn: rcp_ps of sqrt, rsqrtps; mended in #6903)",
  property: "exact-rows",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "rsqrt-12-bits", format: "fp32" }, { rstd: (variance, { eps, round }) => roundToBits(1 / Math.sqrt(round(variance + eps)), 12) }),
} satisfies Fault;
