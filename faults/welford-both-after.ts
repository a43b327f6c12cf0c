// Welford with the mean updated before either factor is formed: (x − m')² where (x − m)(x − m') belongs.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-both-after",
  group: "variance",
  description: "Welford, mean updated too early",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "welford-both-after", format: "fp32" }, partsFrom(welfordWith({ squares: ({ value, after, round }) => round(round(value - after) ** 2) }))),
} satisfies Fault;
