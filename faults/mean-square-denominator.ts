// RMSNorm's denominator under LayerNorm's numerator: the same where the mean is zero, as all test data has it.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-square-denominator",
  group: "variance",
  description: "divides by √(E[x²] + ε), the mean not subtracted",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "mean-square-denominator", format: "fp64" }, { variance: (row) => correct.variance(row, 0) }),
} satisfies Fault;
