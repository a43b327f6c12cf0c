// √v + ε for √(v + ε): invisible on normal noise.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-outside-root",
  group: "epsilon",
  description: "ε added to the standard deviation (Keras #8726, annotated-transformer, OpenVINO #8142)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "epsilon-outside-root", format: "fp32" }, { rstd: (variance, { eps, round }) => round(1 / round(round(Math.sqrt(variance)) + eps)) }),
} satisfies Fault;
