// γ was reshaped to one value and is broadcast along the row (keras #19642 had the opposite). Each column is scaled, all by the same.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-of-column-zero",
  group: "affine",
  description: "γ_0 for all columns",
  property: "permutation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-of-column-zero", format: "fp16" }, gammaReadAs((gamma) => gamma[0])),
} satisfies Fault;
