// ε is added to x − m as well, by someone who was told to add it to the fraction.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-in-numerator",
  group: "epsilon",
  description: "(x − m + ε)/√(v + ε)",
  property: "zero-mean",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "epsilon-in-numerator", format: "fp32" },
      { normalised: ({ x, eps, round }, i, { mean, rstd }) => round(round(round(x[i] - mean) + eps) * rstd) },
    ),
} satisfies Fault;
