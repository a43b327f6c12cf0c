// Mean and rstd saved in the type of x, as the backward pass wants them, and then used by the forward pass too.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "statistics-in-storage",
  group: "precision",
  description: "mean and rstd cast to fp16 before use (FasterTransformer, candle on Metal)",
  property: "zero-mean",
  minimum: { cols: 2, x: [1024, 1025] },
  create: () =>
    layerNormOf(
      { id: "statistics-in-storage", format: "fp16" },
      { mean: (row) => roundFp16(correct.mean(row)), rstd: (variance, row) => roundFp16(correct.rstd(variance, row)) },
    ),
} satisfies Fault;
