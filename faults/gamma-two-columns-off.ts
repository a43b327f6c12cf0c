// γ is read two columns too far, as a packed pair of halves that was skipped: what is even stays even.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-two-columns-off",
  group: "affine",
  description: "γ_(i+2) in the place of γ_i: a packed pair was skipped",
  property: "affine-locality",
  minimum: { cols: 3 },
  create: () => layerNormOf({ id: "gamma-two-columns-off", format: "bf16" }, gammaReadAs((gamma, i, { n }) => gamma[(i + 2) % n])),
} satisfies Fault;
