// The mean as a product with a vector of ones, on tensor cores: the data are rounded to TF32, eleven bits, before anything is added.

import type { Fault } from "../src/contract/fault.ts";
import { roundToBits } from "../src/formats/significand.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-tf32",
  group: "precision",
  description: "the mean of x rounded to TF32 (a matmul with ones, allow_tf32)",
  property: "zero-mean",
  minimum: { cols: 1, x: [2049] },
  create: () => layerNormOf({ id: "mean-tf32", format: "fp32" }, { mean: (row) => correct.mean({ ...row, x: row.x.map((value) => roundToBits(value, 11)) }) }),
} satisfies Fault;
