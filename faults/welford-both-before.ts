// Welford with both factors from before the update: (x − m)². The first element, whose m is 0, is counted in full.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-both-before",
  group: "variance",
  description: "Welford, mean updated too late",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "welford-both-before", format: "bf16" }, partsFrom(welfordWith({ squares: ({ value, before, round }) => round(round(value - before) ** 2) }))),
} satisfies Fault;
