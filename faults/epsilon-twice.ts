// ε is added where the variance is computed, and again under the root.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-twice",
  group: "epsilon",
  description: "√(v + 2ε)",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-twice", format: "fp64" }, { rstd: (variance, row) => correct.rstd(row.round(variance + row.eps), row) }),
} satisfies Fault;
