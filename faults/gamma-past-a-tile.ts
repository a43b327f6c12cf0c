// γ is staged through a tile of 1024 values that is loaded once: columns beyond it meet the γ of the tile again.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-past-a-tile",
  group: "affine",
  description: "γ_(i mod 1024): the tile of γ is loaded once",
  property: "oracle-agreement",
  minimum: { cols: 1025 },
  create: () => layerNormOf({ id: "gamma-past-a-tile", format: "bf16" }, gammaReadAs((gamma, i) => gamma[i % 1024])),
} satisfies Fault;
