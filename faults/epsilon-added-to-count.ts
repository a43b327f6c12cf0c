// A misplaced parenthesis: ε is added to n.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-added-to-count",
  group: "epsilon",
  description: "√(Σ(x − m)²/(n + ε)) (LeetCUDA #309)",
  property: "finite-output",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "epsilon-added-to-count", format: "fp32" },
      { variance: (row, mean) => row.round(row.round(correct.variance(row, mean) * row.n) / row.round(row.n + row.eps)), rstd: (variance, row) => correct.rstd(variance, { ...row, eps: 0 }) },
    ),
} satisfies Fault;
