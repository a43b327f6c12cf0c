// The ε of the paper's code, whatever is given.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-1e-12",
  group: "epsilon",
  description: "ε = 1e-12 hard-coded (DeepSpeed #581, BERT)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "epsilon-1e-12", format: "bf16" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.round(1e-12) }) }),
} satisfies Fault;
