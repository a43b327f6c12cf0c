// The row is padded to a power of two with zeros, and each padded lane adds (0 − m)²: 95% off at n = 3 (Triton #9838, Liger #518, unsloth #1867).
// Rows around zero and lengths that are powers of two hide it.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { paddedVariance } from "./parts/statistics-over.ts";

export default {
  id: "padding-in-variance",
  group: "shape",
  description: "padded lanes add (0 − m)² to the variance (Triton #9838, Liger #518, unsloth #1867)",
  property: "unit-variance",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf(
      { id: "padding-in-variance", format: "fp32" },
      { variance: (row, mean) => paddedVariance(row, mean, 2 ** Math.ceil(Math.log2(row.n))) },
    ),
} satisfies Fault;
