// (v + ε)**2 for (v + ε)**0.5: one character, and “might not influence too much”.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-power-two",
  group: "epsilon",
  description: "divides by (v + ε)² (TPlinker #37)",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-power-two", format: "fp32" }, { rstd: (variance, { eps, round }) => round(1 / round(round(variance + eps) ** 2)) }),
} satisfies Fault;
