// The 12-bit estimate of 1/√ before rounding to eight bits: hidden by the last rounding, until β takes the leading digits away.

import type { Fault } from "../src/contract/fault.ts";
import { roundToBits } from "../src/formats/significand.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "rsqrt-12-bits-bf16",
  group: "precision",
  description: "rsqrt of 12 bits before rounding to bf16",
  property: "oracle-agreement",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "rsqrt-12-bits-bf16", format: "bf16" }, { rstd: (variance, { eps, round }) => roundToBits(1 / Math.sqrt(round(variance + eps)), 12) }),
} satisfies Fault;
