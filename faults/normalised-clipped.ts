// x̂ clipped to ±10, where a normal variable never comes: one outlier among 102 does.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "normalised-clipped",
  group: "precision",
  description: "x̂ clipped to ±10, as before quantisation",
  property: "oracle-agreement",
  minimum: { cols: 102 },
  create: () =>
    layerNormOf(
      { id: "normalised-clipped", format: "fp16" },
      { normalised: (row, i, statistics) => Math.max(-10, Math.min(10, correct.normalised(row, i, statistics))) },
    ),
} satisfies Fault;
