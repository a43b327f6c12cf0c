// fp32 → bf16 → fp16: a buffer of the other half type in between costs three bits.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "output-through-bf16",
  group: "precision",
  description: "outputs rounded to bf16 on their way to fp16",
  property: "oracle-agreement",
  minimum: { cols: 1 },
  create: () => layerNormOf({ id: "output-through-bf16", format: "fp16" }, { affine: (row, i, normalised) => roundBf16(correct.affine(row, i, normalised)) }),
} satisfies Fault;
