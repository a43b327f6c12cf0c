// ε for nothing but to avoid division by zero: used only where the variance is 0.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-if-zero",
  group: "epsilon",
  description: "v === 0 ? ε : v",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 0.125] },
  create: () => layerNormOf({ id: "epsilon-if-zero", format: "fp16" }, { rstd: (variance, row) => correct.rstd(variance === 0 ? row.eps : variance, { ...row, eps: 0 }) }),
} satisfies Fault;
