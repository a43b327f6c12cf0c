// ε is left out where the variance is above 1, an optimisation for rows on which it “cannot matter”; in double it does.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-above-one-dropped",
  group: "epsilon",
  description: "v > 1 ? v : v + ε",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 4] },
  create: () => layerNormOf({ id: "epsilon-above-one-dropped", format: "fp64" }, { rstd: (variance, row) => correct.rstd(variance, variance > 1 ? { ...row, eps: 0 } : row) }),
} satisfies Fault;
