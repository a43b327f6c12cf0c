// No ε at all: constant rows are 0·∞.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-dropped",
  group: "epsilon",
  description: "1/√v (web-rwkv #14)",
  property: "finite-output",
  minimum: { cols: 1, x: [0] },
  create: () => layerNormOf({ id: "epsilon-dropped", format: "fp16" }, { rstd: (variance, { round }) => round(1 / round(Math.sqrt(variance))) }),
} satisfies Fault;
