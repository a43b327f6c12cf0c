// x̂ alone is cast to storage, γ and β follow in fp32 (HF transformers #30236, gemma_pytorch #67, pytorch #147203 moved the cast). Where β cancels,
// the rounding of x̂ is all that is left.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "normalised-in-fp16",
  group: "affine",
  description: "rounds x̂ to fp16 before γ (HF transformers #30236, pytorch #147203)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "normalised-in-fp16", format: "fp16" },
      { affine: (row, i, normalised) => correct.affine(row, i, roundFp16(normalised)) },
    ),
} satisfies Fault;
