// The mean passes through fp16: eleven bits, and infinite from 65520 on.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-fp16",
  group: "precision",
  description: "the mean rounded to fp16 (ONNX reference evaluator casts Mean to the input's type)",
  property: "zero-mean",
  minimum: { cols: 1 },
  create: () => layerNormOf({ id: "mean-fp16", format: "fp32" }, { mean: (row) => roundFp16(correct.mean(row)) }),
} satisfies Fault;
