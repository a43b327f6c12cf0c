// The accumulator is a double, the product that goes into it is not: infinite from |x| = 1.8e19 on, and eight digits short everywhere.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, squares, sum } from "./parts/layer-norm.ts";

export default {
  id: "squares-fp32-in-fp64",
  group: "precision",
  description: "fp32 squares in an fp64 accumulator (ggml: (double)(x·x))",
  property: "unit-variance",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "squares-fp32-in-fp64", format: "fp64" }, { variance: ({ x, n, round }, mean) => round(sum(squares(x, mean, Math.fround), round) / n) }),
} satisfies Fault;
