// Doubles copied into a Float32Array on the way in: two neighbours become one.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormSeeing } from "./parts/seen-as.ts";

export default {
  id: "input-through-fp32",
  group: "precision",
  description: "fp64 input narrowed to fp32 (typed arrays of the wrong kind)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormSeeing({ id: "input-through-fp32", format: "fp64" }, Math.fround),
} satisfies Fault;
