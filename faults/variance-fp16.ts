// The variance, computed in fp32, is stored in fp16 and becomes infinite: 246419 in a model that ran.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "variance-fp16",
  group: "precision",
  description: "the variance cast to fp16 (ONNX Runtime DirectML #17692, ignoring stash_type)",
  property: "not-collapsed",
  minimum: { cols: 2, x: [0, 512] },
  create: () => layerNormOf({ id: "variance-fp16", format: "fp16" }, { variance: (row, mean) => roundFp16(correct.variance(row, mean)) }),
} satisfies Fault;
