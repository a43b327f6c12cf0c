// float total = 0; in a kernel of doubles.

import type { Fault } from "../src/contract/fault.ts";
import { roundedBy } from "./parts/in-format.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "sum-fp32-in-fp64",
  group: "variance",
  description: "the sum of fp64 data kept in fp32",
  property: "zero-mean",
  minimum: { cols: 1 },
  create: () => layerNormOf({ id: "sum-fp32-in-fp64", format: "fp64" }, { mean: (row) => correct.mean(roundedBy(row, Math.fround)) }),
} satisfies Fault;
