// Double data, statistics in a float: a template parameter left at its default.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-fp32-of-fp64",
  group: "precision",
  description: "the mean of fp64 data kept in fp32",
  property: "zero-mean",
  minimum: { cols: 1 },
  create: () => layerNormOf({ id: "mean-fp32-of-fp64", format: "fp64" }, { mean: (row) => Math.fround(correct.mean(row)) }),
} satisfies Fault;
