// γ is clipped to ±2, as a quantised or "stabilised" kernel may do: trained scales beyond that are rare, and are the ones that matter.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-clamped",
  group: "affine",
  description: "γ is clipped to ±2",
  property: "affine-scaling",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-clamped", format: "fp32" }, gammaReadAs((gamma, i) => Math.max(-2, Math.min(2, gamma[i])))),
} satisfies Fault;
