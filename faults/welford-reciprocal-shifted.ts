// A table of reciprocals read at j instead of j + 1: the mean follows every element too eagerly.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-reciprocal-shifted",
  group: "variance",
  description: "Welford with 1/(k − 1) from a table (PyTorch on CPUs keeps one of 1/(j + 1))",
  property: "zero-mean",
  minimum: { cols: 2, x: [0, 1] },
  create: () =>
    layerNormOf(
      { id: "welford-reciprocal-shifted", format: "fp16" },
      partsFrom(welfordWith({ meanStep: ({ value, count, before, round }) => round(round(value - before) / Math.max(1, count - 1)) })),
    ),
} satisfies Fault;
