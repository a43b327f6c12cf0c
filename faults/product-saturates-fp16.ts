// γ·x̂ is converted with saturation to ±65504 before β brings it back into range: the intermediate result belongs in fp32.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "product-saturates-fp16",
  group: "affine",
  description: "γ·x̂ is clipped to the range of fp16 before β is added",
  property: "oracle-agreement",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf({ id: "product-saturates-fp16", format: "fp16" }, {
      affine({ gamma, beta, round }, i, normalised) {
        const scaled = Math.max(-65504, Math.min(65504, round((gamma?.[i] ?? 1) * normalised)));
        return beta === undefined ? scaled : round(scaled + beta[i]);
      },
    }),
} satisfies Fault;
