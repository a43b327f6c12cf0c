// Sums are divided by the padded width: tt-metal #34584, with errors periodic in n mod 32.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "padding-in-count",
  group: "shape",
  description: "divides by n rounded up to a multiple of 32 (tt-metal #34584)",
  property: "single-element",
  minimum: { cols: 1, x: [1] },
  create: () => layerNormOf({ id: "padding-in-count", format: "bf16" }, statisticsOver(({ x }) => x, ({ n }) => 32 * Math.ceil(n / 32))),
} satisfies Fault;
