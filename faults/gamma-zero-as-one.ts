// `gamma[i] || 1`: zero is taken for absent.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-zero-as-one",
  group: "affine",
  description: "γ_i = 0 counts as 1",
  property: "gamma-zero",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-zero-as-one", format: "fp64" }, gammaReadAs((gamma, i) => gamma[i] || 1)),
} satisfies Fault;
