// The unbiased variance where the biased one is meant: std() of most array libraries (annotated-transformer #119, Flux #529).

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "divisor-n-minus-one",
  group: "variance",
  description: "divides the sum of squares by n − 1 (LBANN, Flux, stopes, annotated-transformer)",
  property: "unit-variance",
  minimum: { cols: 1, x: [0] },
  create: () => layerNormOf({ id: "divisor-n-minus-one", format: "fp32" }, { variance: (row, mean) => row.round((correct.variance(row, mean) * row.n) / (row.n - 1)) }),
} satisfies Fault;
