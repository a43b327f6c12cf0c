// The last conversion is missing: the outputs are those of the accumulator, more accurate than anything the tensor can hold.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "output-not-rounded",
  group: "special",
  description: "returns fp32 values as fp16",
  property: "output-representable",
  minimum: { cols: 2 },
  create: () => ({ ...layerNormOf({ id: "output-not-rounded", format: "fp32" }), format: "fp16" }),
} satisfies Fault;
