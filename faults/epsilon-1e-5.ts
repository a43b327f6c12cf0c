// The default ε, whatever is given: right in every test that leaves it at its default.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-1e-5",
  group: "epsilon",
  description: "ε = 1e-5 hard-coded",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-1e-5", format: "fp32" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.round(1e-5) }) }),
} satisfies Fault;
