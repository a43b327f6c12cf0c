// Gemma stores γ − 1 and multiplies by 1 + w; a kernel made for it is off by x̂ for everybody else (vLLM, Liger, TransformerEngine have a flag).

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-plus-one",
  group: "affine",
  description: "multiplies by 1 + γ (the convention of Gemma)",
  property: "affine-identity",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-plus-one", format: "bf16" }, gammaReadAs((gamma, i, { round }) => round(1 + gamma[i]))),
} satisfies Fault;
