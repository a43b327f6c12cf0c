// Every operation a half operation, where fp32 inside is what everybody expects.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { everyOperation } from "./parts/in-format.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "all-fp16",
  group: "precision",
  description: "two passes, every operation in fp16 (tinygrad, decomposed ONNX graphs, the ONNX reference evaluator)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "all-fp16", format: "fp16" }, everyOperation(roundFp16)),
} satisfies Fault;
