// Sums of x/n and x²/n, all in fp16: every fault of half precision and the cancellation together.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

function meanFp16(values: Float64Array): number {
  return sum(values.map((value) => roundFp16(value / values.length)), roundFp16);
}

export default {
  id: "one-pass-all-fp16",
  group: "precision",
  description: "E[x²] − E[x]² from fp16 sums of x/n and x²/n (ONNX Runtime CUDA SkipLayerNorm until 2026-05)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "one-pass-all-fp16", format: "fp16" },
      { mean: ({ x }) => meanFp16(x), variance: ({ x }, mean) => roundFp16(meanFp16(x.map((value) => value * value)) - roundFp16(mean * mean)) },
    ),
} satisfies Fault;
