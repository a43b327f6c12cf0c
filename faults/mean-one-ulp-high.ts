// The mean is one last place too large, always: a rounding mode, or a constant 1/n that was rounded up.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-one-ulp-high",
  group: "precision",
  description: "m·(1 + 2^-23)",
  property: "single-element",
  minimum: { cols: 1, x: [1] },
  create: () =>
    layerNormOf(
      { id: "mean-one-ulp-high", format: "fp32", contract: { algorithm: "two-pass", output: "centred" } },
      { mean: (row) => row.round(correct.mean(row) * (1 + 2 ** -23)) },
    ),
} satisfies Fault;
