// γ is read in pairs, and both lanes of a pair take the second: the shuffle that should part them is missing.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-rounded-to-even-pairs",
  group: "affine",
  description: "γ of the odd column for both columns of a pair",
  property: "affine-locality",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-rounded-to-even-pairs", format: "fp16" }, gammaReadAs((gamma, i, { n }) => gamma[Math.min(n - 1, i | 1)])),
} satisfies Fault;
