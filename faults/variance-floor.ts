// A floor under the variance besides ε, to be safe in half precision.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "variance-floor",
  group: "variance",
  description: "max(v, 1e-6) + ε",
  property: "power-of-two-scaling",
  minimum: { cols: 2, x: [0, 2 ** -10] },
  create: () => layerNormOf({ id: "variance-floor", format: "bf16" }, { variance: (row, mean) => Math.max(row.round(1e-6), correct.variance(row, mean)) }),
} satisfies Fault;
