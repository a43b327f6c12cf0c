// The mean passes through bf16 between two kernels.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-bf16",
  group: "precision",
  description: "the mean rounded to bf16",
  property: "zero-mean",
  minimum: { cols: 1, x: [257] },
  create: () => layerNormOf({ id: "mean-bf16", format: "fp32" }, { mean: (row) => roundBf16(correct.mean(row)) }),
} satisfies Fault;
