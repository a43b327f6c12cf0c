// ONNX Runtime up to 1.26, for half precision: the fp32 kernel on widened values, γ and β included, and one rounding at the end.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { fp16 } from "../../formats/fp16.ts";
import onePass from "../one-pass-fp32.ts";

export default {
  id: "one-pass-fp16",
  format: "fp16",
  description: "E[x²] − E[x]², unclamped, in fp32 on fp16 values: ONNX Runtime up to 1.26 (bitwise)",
  contract: { accumulator: "fp32", algorithm: "one-pass", summation: "sequential", output: "centred" },
  forward: (x, shape) => onePass.forward(x, shape).map(fp16.round),
} satisfies LayerNormImplementation;
