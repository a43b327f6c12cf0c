// Welford with the division by k done last, in the wrong place: the mean moves by x/k − m/k, each rounded, and drifts.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-collapsed",
  group: "variance",
  description: "Welford's mean moved by x/k − m/k rounded to fp16, as a half-precision state would",
  property: "unit-variance",
  minimum: { cols: 1 },
  create: () =>
    layerNormOf(
      { id: "welford-collapsed", format: "fp32" },
      partsFrom(welfordWith({ meanStep: ({ value, count, before }) => roundFp16(value / count) - roundFp16(before / count) })),
    ),
} satisfies Fault;
