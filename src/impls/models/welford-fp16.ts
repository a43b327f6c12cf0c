// ONNX Runtime 1.27 to 1.30, and its WebAssembly build, for half precision: the fp32 kernel on widened values, γ and β included, and one rounding at the end.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { fp16 } from "../../formats/fp16.ts";
import welford from "../welford-fp32.ts";

export default {
  id: "welford-fp16",
  format: "fp16",
  description: "sequential Welford in fp32 on fp16 values: ONNX Runtime 1.27 to 1.30, and its WebAssembly build (bitwise)",
  contract: { accumulator: "fp32", algorithm: "welford", summation: "sequential", output: "centred" },
  forward: (x, shape) => welford.forward(x, shape).map(fp16.round),
} satisfies LayerNormImplementation;
