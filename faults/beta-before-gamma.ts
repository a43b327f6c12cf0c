// γ·(x̂ + β): the affine step in the wrong order, so that β is scaled. With γ = 1 or without β nobody sees it.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "beta-before-gamma",
  group: "affine",
  description: "adds β before it multiplies by γ",
  property: "gamma-zero",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf({ id: "beta-before-gamma", format: "fp32" }, {
      affine({ gamma, beta, round }, i, normalised) {
        const shifted = beta === undefined ? normalised : round(normalised + beta[i]);
        return gamma === undefined ? shifted : round(gamma[i] * shifted);
      },
    }),
} satisfies Fault;
