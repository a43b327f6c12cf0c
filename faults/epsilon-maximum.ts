// max(v, ε): a guard against division by zero where a sum was specified.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-maximum",
  group: "epsilon",
  description: "√max(v, ε)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-maximum", format: "fp32" }, { rstd: (variance, row) => correct.rstd(Math.max(variance, row.eps), { ...row, eps: 0 }) }),
} satisfies Fault;
