// v + ε is cast to fp16 before the root is taken: zero, and the root infinite.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-sum-fp16",
  group: "epsilon",
  description: "fp16(v + ε) (DeepSpeed #581)",
  property: "finite-output",
  minimum: { cols: 1, x: [0] },
  create: () => layerNormOf({ id: "epsilon-sum-fp16", format: "fp16" }, { rstd: (variance, row) => correct.rstd(roundFp16(variance + row.eps), { ...row, eps: 0 }) }),
} satisfies Fault;
