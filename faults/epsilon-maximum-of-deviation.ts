// max(σ, ε), the convention of normalize(): nearly always ε has no effect.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-maximum-of-deviation",
  group: "epsilon",
  description: "x̂ = (x − m)/max(σ, ε) (F.normalize's convention)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-maximum-of-deviation", format: "fp64" }, { rstd: (variance, { eps, round }) => round(1 / Math.max(round(Math.sqrt(variance)), eps)) }),
} satisfies Fault;
