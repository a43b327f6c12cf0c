// ε raised to 1e-7, the epsilon of another library: right for every ε that anyone sets but the smallest.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-floor-small",
  group: "epsilon",
  description: "max(ε, 1e-7)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 2 ** -8] },
  create: () =>
    layerNormOf(
      { id: "epsilon-floor-small", format: "bf16" },
      { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: Math.max(row.round(1e-7), row.eps) }) },
    ),
} satisfies Fault;
