// γ is read one column too far, the last column taking the first: a pointer advanced before it is read instead of after.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-of-the-next-column",
  group: "affine",
  description: "γ_(i+1) in the place of γ_i",
  property: "affine-locality",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-of-the-next-column", format: "fp32" }, gammaReadAs((gamma, i, { n }) => gamma[(i + 1) % n])),
} satisfies Fault;
