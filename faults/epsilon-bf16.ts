// ε in bf16: at most one part in 256 off, half of it in the output, hidden behind the last rounding nearly everywhere.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-bf16",
  group: "epsilon",
  description: "ε cast to bf16",
  property: "oracle-agreement",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "epsilon-bf16", format: "bf16" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: roundBf16(row.eps) }) }),
} satisfies Fault;
