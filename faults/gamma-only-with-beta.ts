// One flag for both parameters: γ is applied only where β is given too, as in kernels whose template knows "affine" or "none".

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-only-with-beta",
  group: "affine",
  description: "γ is applied only if β is given",
  property: "affine-scaling",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "gamma-only-with-beta", format: "bf16" },
      { affine: (row, i, normalised) => (row.beta === undefined ? normalised : correct.affine(row, i, normalised)) },
    ),
} satisfies Fault;
