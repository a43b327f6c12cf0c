// 1/k from a table of half-width entries: right for every power of two.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-reciprocal-bf16",
  group: "variance",
  description: "Welford with 1/k in bf16 (PyTorch on CUDA multiplies by an approximate 1/count, though in fp32)",
  property: "zero-mean",
  minimum: { cols: 3, x: [0, 0, 1] },
  create: () =>
    layerNormOf(
      { id: "welford-reciprocal-bf16", format: "fp32" },
      partsFrom(welfordWith({ meanStep: ({ value, count, before, round }) => round(round(value - before) * roundBf16(1 / count)) })),
    ),
} satisfies Fault;
