// The variance as mean of squares minus square of the mean: cancels as soon as the mean is some hundred times the spread, to the point of
// being negative. ONNX Runtime up to 1.26 on CPUs and in WebGPU still, ggml on GPUs, candle, ExecuTorch; the ONNX function body.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "one-pass",
  group: "variance",
  description: "E[x²] − E[x]², unclamped (ONNX Runtime ≤ 1.26, ggml CUDA, candle, the ONNX function body)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "one-pass", format: "fp32" },
      { variance: ({ x, n, round }, mean) => round(round(sum(x.map((value) => round(value * value)), round) / n) - round(mean * mean)) },
    ),
} satisfies Fault;
