// Sums of x/n and x²/n, all in fp16: every fault of half precision and the cancellation together.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "one-pass-all-fp16",
  group: "precision",
  description: "E[x²] − E[x]² from fp16 sums of x/n and x²/n (ONNX Runtime CUDA SkipLayerNorm until 2026-05)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "one-pass-all-fp16", format: "fp16" },
      { mean: ({ x, n }) => sum(x.map((value) => roundFp16(value / n)), roundFp16), variance: ({ x, n }, mean) => roundFp16(sum(x.map((value) => roundFp16((value * value) / n)), roundFp16) - roundFp16(mean * mean)) },
    ),
} satisfies Fault;
