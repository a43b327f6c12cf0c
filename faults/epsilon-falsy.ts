// eps || 1e-5: zero is a value, and is taken for none.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-falsy",
  group: "epsilon",
  description: "ε = 0 replaced by the default (eps || 1e-5)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-falsy", format: "fp64" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.eps || 1e-5 }) }),
} satisfies Fault;
