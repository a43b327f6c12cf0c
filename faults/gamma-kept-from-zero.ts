// γ is kept away from zero so that x̂ can be recovered from y: right in the memory-efficient backward pass of Apex (clamp_by_magnitude), wrong forwards.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-kept-from-zero",
  group: "affine",
  description: "|γ| is raised to 1e-5 (clamp_by_magnitude of Apex, in the wrong pass)",
  property: "gamma-zero",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "gamma-kept-from-zero", format: "fp32" },
      gammaReadAs((gamma, i, { round }) => (Math.abs(gamma[i]) < 1e-5 ? round(gamma[i] < 0 ? -1e-5 : 1e-5) : gamma[i])),
    ),
} satisfies Fault;
