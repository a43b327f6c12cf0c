// Shapes alone decide along which axis γ is broadcast; with as many rows as columns it is the wrong one (keras PR #23510, for equal dimensions).

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-along-rows-when-square",
  group: "affine",
  description: "γ_r in square batches (keras PR #23510)",
  property: "affine-locality",
  minimum: { rows: 2, cols: 2 },
  create: () =>
    layerNormOf(
      { id: "gamma-along-rows-when-square", format: "fp32" },
      gammaReadAs((gamma, i, { index, n, rows }) => gamma[rows === n ? index : i]),
    ),
} satisfies Fault;
