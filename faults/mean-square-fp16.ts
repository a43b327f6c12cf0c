// Σ (x − m)²/n, each share in fp16: made not to overflow, it underflows instead.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "mean-square-fp16",
  group: "precision",
  description: "sequential fp16 sum of (x − m)²/n (ONNX Runtime's SkipLayerNorm sums x²/n so, #29034)",
  property: "unit-variance",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "mean-square-fp16", format: "fp16" }, { variance: ({ x, n }, mean) => sum(x.map((value) => roundFp16((value - mean) ** 2 / n)), roundFp16) }),
} satisfies Fault;
