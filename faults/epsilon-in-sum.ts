// ε is added to the sum of the squares, before the division: an nth of it is left.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-in-sum",
  group: "epsilon",
  description: "√((Σ(x − m)² + ε)/n)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "epsilon-in-sum", format: "bf16" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.round(row.eps / row.n) }) }),
} satisfies Fault;
