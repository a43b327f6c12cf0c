// The mean is divided by n, the sum of squares by the width of the padded row.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "divisor-padded",
  group: "variance",
  description: "Σ(x − m)² divided by n rounded up to a multiple of 4 (tt-metal #34584: padded width in 1/W)",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "divisor-padded", format: "fp16" }, { variance: (row, mean) => row.round((correct.variance(row, mean) * row.n) / (4 * Math.ceil(row.n / 4))) }),
} satisfies Fault;
