// √v + √ε: the root taken term by term.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-root",
  group: "epsilon",
  description: "σ + √ε",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-root", format: "fp32" }, { rstd: (variance, { eps, round }) => round(1 / round(round(Math.sqrt(variance)) + round(Math.sqrt(eps)))) }),
} satisfies Fault;
