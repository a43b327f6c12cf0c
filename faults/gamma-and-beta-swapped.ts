// Two arguments of the same type in the wrong order, where both are given (oneflow #6149 had it in the gradients).

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-and-beta-swapped",
  group: "affine",
  description: "γ and β change places (oneflow #6149, gradients)",
  property: "affine-identity",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "gamma-and-beta-swapped", format: "fp32" },
      { affine: (row, i, normalised) => correct.affine(row.gamma && row.beta ? { ...row, gamma: row.beta, beta: row.gamma } : row, i, normalised) },
    ),
} satisfies Fault;
