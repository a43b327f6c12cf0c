// Division by the standard deviation as a product with its reciprocal, and that in bf16.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "rstd-bf16",
  group: "precision",
  description: "rstd cast to bf16 (candle on Metal)",
  property: "unit-variance",
  minimum: { cols: 11 },
  create: () => layerNormOf({ id: "rstd-bf16", format: "bf16" }, { rstd: (variance, row) => roundBf16(correct.rstd(variance, row)) }),
} satisfies Fault;
