// One-pass over half-precision data with fp32 inside: 11-bit squares are exact in fp32, so it takes three elements and a division that
// rounds.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

export default {
  id: "one-pass-fp16",
  group: "variance",
  description: "E[x²] − E[x]² of fp16 data in fp32 (ONNX Runtime's fp16 kernel, TensorRT-LLM with USE_DIFF_OF_SQUARES, FasterTransformer)",
  property: "oracle-agreement",
  minimum: { cols: 3, x: [256, 256, 257] },
  create: () => layerNormOf({ id: "one-pass-fp16", format: "fp16" }, { variance: onePassVariance }),
} satisfies Fault;
