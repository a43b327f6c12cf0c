// Squares in half precision: 256² is infinite, 1/∞ is 0, and the row comes back as β without a NaN in sight.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, squares, sum } from "./parts/layer-norm.ts";

export default {
  id: "squares-fp16",
  group: "precision",
  description: "(x − m)² in fp16, summed in fp32 (tinygrad, ONNX Runtime WebGPU on decomposed graphs)",
  property: "not-collapsed",
  minimum: { cols: 2, x: [0, 512] },
  create: () => layerNormOf({ id: "squares-fp16", format: "fp16" }, { variance: ({ x, n, round }, mean) => round(sum(squares(x, mean, roundFp16), round) / n) }),
} satisfies Fault;
