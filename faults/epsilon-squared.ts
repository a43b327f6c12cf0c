// ε taken for a standard deviation, and squared to go with the variance.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-squared",
  group: "epsilon",
  description: "√(v + ε²)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-squared", format: "fp32" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.round(row.eps * row.eps) }) }),
} satisfies Fault;
