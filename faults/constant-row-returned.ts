// A shortcut for variance zero returns the row itself, where it should return β.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "constant-row-returned",
  group: "special",
  description: "rows of variance 0 come back as they are",
  property: "constant-row",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf({ id: "constant-row-returned", format: "bf16" }, {
      affine: (row, i, normalised) => (row.n > 1 && row.x.every((value) => value === row.x[0]) ? row.x[i] : correct.affine(row, i, normalised)),
    }),
} satisfies Fault;
