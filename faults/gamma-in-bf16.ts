// γ was converted to bf16 when the checkpoint was loaded: eight bits of a scale are left, too many for a tolerance of 1e-2 to see.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-in-bf16",
  group: "affine",
  description: "γ is rounded to bf16",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-in-bf16", format: "fp32" }, gammaReadAs((gamma, i) => roundBf16(gamma[i]))),
} satisfies Fault;
