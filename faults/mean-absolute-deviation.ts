// The mean absolute deviation for the standard deviation: the same for two elements, and for every row of ±c.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "mean-absolute-deviation",
  group: "variance",
  description: "divides by mean |x − m|",
  property: "unit-variance",
  minimum: { cols: 3, x: [0, 0, 1] },
  create: () =>
    layerNormOf(
      { id: "mean-absolute-deviation", format: "fp32" },
      { variance: ({ x, n, round }, mean) => round(sum(x.map((value) => Math.abs(round(value - mean))), round) / n) ** 2 },
    ),
} satisfies Fault;
