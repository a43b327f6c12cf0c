// ε in the type of the tensor: 1e-8 and 1e-12 are zero in fp16.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-fp16",
  group: "epsilon",
  description: "ε cast to fp16 (PyTorch #41527, TensorFlow #24979)",
  property: "finite-output",
  minimum: { cols: 1, x: [0] },
  create: () => layerNormOf({ id: "epsilon-fp16", format: "fp16" }, { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: roundFp16(row.eps) }) }),
} satisfies Fault;
