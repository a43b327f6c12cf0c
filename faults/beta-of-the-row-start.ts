// β is loaded once per row, outside the loop over the columns.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "beta-of-the-row-start",
  group: "affine",
  description: "β_0 for all columns",
  property: "permutation",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "beta-of-the-row-start", format: "bf16" },
      { affine: (row, i, normalised) => correct.affine({ ...row, beta: undefined }, i, normalised) + (row.beta === undefined ? 0 : row.beta[0]) },
    ),
} satisfies Fault;
