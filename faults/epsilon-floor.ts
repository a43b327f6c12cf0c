// ε raised to 1e-4 for half precision, whatever was asked for.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-floor",
  group: "epsilon",
  description: "max(ε, 1e-4) for fp16 (nntrainer #4318)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 0.25] },
  create: () => layerNormOf({ id: "epsilon-floor", format: "fp16" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: Math.max(row.round(1e-4), row.eps) }) }),
} satisfies Fault;
