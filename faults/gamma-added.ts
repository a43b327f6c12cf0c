// γ is added where it should be multiplied: the wrong instruction of two that look alike.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-added",
  group: "affine",
  description: "x̂ + γ + β",
  property: "affine-identity",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "gamma-added", format: "fp16" },
      { affine: (row, i, normalised) => correct.affine({ ...row, gamma: undefined }, i, row.gamma === undefined ? normalised : row.round(normalised + row.gamma[i])) },
    ),
} satisfies Fault;
