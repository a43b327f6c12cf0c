// γ comes as w = γ − 1, and 1 + w is added up in bf16 where fp32 was needed: small scales lose all their bits (vLLM #29810).

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "one-plus-weight-in-bf16",
  group: "affine",
  description: "1 + w is rounded to bf16, w = γ − 1 (vLLM #29810)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-plus-weight-in-bf16", format: "bf16" }, gammaReadAs((gamma, i) => roundBf16(1 + roundBf16(gamma[i] - 1)))),
} satisfies Fault;
