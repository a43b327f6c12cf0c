// Subnormal inputs are read as zero: a row of them comes back as β.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { layerNormSeeing } from "./parts/seen-as.ts";

export default {
  id: "subnormals-flushed",
  group: "precision",
  description: "denormals-are-zero on the input (fast-math)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 2 ** -127] },
  create: () => layerNormSeeing({ id: "subnormals-flushed", format: "fp32" }, (value) => (Math.abs(value) < fp32.minNormal ? 0 : value)),
} satisfies Fault;
