// n − 1 again, by someone who had seen the NaN at n = 1 and guarded it.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "divisor-guarded",
  group: "variance",
  description: "divides by max(1, n − 1) (cudnn-frontend #432, in the test oracle itself)",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "divisor-guarded", format: "bf16" }, { variance: (row, mean) => row.round((correct.variance(row, mean) * row.n) / Math.max(1, row.n - 1)) }),
} satisfies Fault;
