// bf16 outputs rounded to fp16, the other sixteen bits: within the tolerance of bf16 for ordinary values.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "output-in-another-half",
  group: "special",
  description: "rounds its bf16 outputs to fp16",
  property: "output-representable",
  minimum: { cols: 2 },
  create: () => ({ ...layerNormOf({ id: "output-in-another-half", format: "fp16" }), format: "bf16" }),
} satisfies Fault;
