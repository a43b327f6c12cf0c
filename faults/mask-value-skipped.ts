// Attention masks are written as −10000 in half precision; a kernel that leaves such values out of its statistics is wrong for activations that large.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "mask-value-skipped",
  group: "special",
  description: "values of −10000 and below are left out of mean and variance",
  property: "negation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "mask-value-skipped", format: "fp16" }, statisticsOver(({ x }) => x.filter((value) => value > -1e4))),
} satisfies Fault;
