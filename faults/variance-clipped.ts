// Statistics clipped into the range of fp16, so that nothing is infinite: rows of a few hundred come out too large.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "variance-clipped",
  group: "variance",
  description: "variance clipped to 65504 (Keras clips fp16 moments to ±65504)",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1024] },
  create: () => layerNormOf({ id: "variance-clipped", format: "fp16" }, { variance: (row, mean) => Math.min(65504, correct.variance(row, mean)) }),
} satisfies Fault;
