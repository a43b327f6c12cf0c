// ε is added only where the variance is below it: the scale jumps by √2 there.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-if-small",
  group: "epsilon",
  description: "v < ε ? v + ε : v",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "epsilon-if-small", format: "fp32" }, { rstd: (variance, row) => correct.rstd(variance, variance < row.eps ? row : { ...row, eps: 0 }) }),
} satisfies Fault;
