// The early return for an absent γ comes before the line that adds β.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "beta-only-with-gamma",
  group: "affine",
  description: "β is added only if γ is given",
  property: "single-element",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "beta-only-with-gamma", format: "fp64" },
      { affine: (row, i, normalised) => (row.gamma === undefined ? normalised : correct.affine(row, i, normalised)) },
    ),
} satisfies Fault;
