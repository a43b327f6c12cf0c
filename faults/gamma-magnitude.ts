// The sign of γ is lost: a scale is taken for something that cannot be negative.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-magnitude",
  group: "affine",
  description: "|γ| in the place of γ",
  property: "affine-scaling",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-magnitude", format: "fp64" }, gammaReadAs((gamma, i) => Math.abs(gamma[i]))),
} satisfies Fault;
