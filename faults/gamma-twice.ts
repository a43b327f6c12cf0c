// γ is folded into rstd and applied again at the end: mold #1078 applied (1 + w) twice, at a cosine similarity of 0.19.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-twice",
  group: "affine",
  description: "γ is applied twice (mold #1078)",
  property: "affine-scaling",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-twice", format: "fp16" }, gammaReadAs((gamma, i, { round }) => round(gamma[i] * gamma[i]))),
} satisfies Fault;
