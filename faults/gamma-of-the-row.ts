// γ is taken by the index of the row: the right number of loads, from the wrong axis.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-of-the-row",
  group: "affine",
  description: "γ_r in the place of γ_i",
  property: "batch-invariance",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-of-the-row", format: "fp32" }, gammaReadAs((gamma, _, { index, n }) => gamma[index % n])),
} satisfies Fault;
