// An fp32 kernel that has its ε from a half-precision configuration: 1e-5 is 1.0014e-5 there.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-fp16-in-fp32",
  group: "epsilon",
  description: "ε passed through fp16",
  property: "exact-rows",
  minimum: { cols: 2, x: [0, 0.25] },
  create: () =>
    layerNormOf(
      { id: "epsilon-fp16-in-fp32", format: "fp32", contract: { algorithm: "two-pass", output: "centred" } },
      { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: roundFp16(row.eps) }) },
    ),
} satisfies Fault;
