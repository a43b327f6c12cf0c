// ε taken for a relative quantity: v·(1 + ε) is 0 where v is.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-relative",
  group: "epsilon",
  description: "√(v·(1 + ε))",
  property: "finite-output",
  minimum: { cols: 1, x: [0] },
  create: () => layerNormOf({ id: "epsilon-relative", format: "fp64" }, { rstd: (variance, row) => correct.rstd(row.round(variance * (1 + row.eps)), { ...row, eps: 0 }) }),
} satisfies Fault;
