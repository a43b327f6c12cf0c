// Squares about the first element, without taking off the square of the mean of what was shifted.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "shift-not-corrected",
  group: "variance",
  description: "mean (x − x_0)² without − (m − x_0)²",
  property: "unit-variance",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "shift-not-corrected", format: "fp32" }, { variance: (row) => correct.variance(row, row.x[0]) }),
} satisfies Fault;
