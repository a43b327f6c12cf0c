// The vector kernel takes a short cut that the scalar fallback does not: correct on every row shorter than eight.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

export default {
  id: "one-pass-when-vectorised",
  group: "variance",
  description: "two passes below 8 elements, E[x²] − E[x]² from there on (burn-flex: SIMD path only)",
  property: "oracle-agreement",
  minimum: { cols: 8, x: [512, 512, 512, 512, 512, 512, 512, 513] },
  create: () =>
    layerNormOf(
      { id: "one-pass-when-vectorised", format: "fp32" },
      { variance: (row, mean) => (row.n < 8 ? correct.variance(row, mean) : onePassVariance(row, mean)) },
    ),
} satisfies Fault;
