// The outputs of odd rows are written from the end: a transposed view whose stride has the wrong sign.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "columns-reversed-when-odd",
  group: "shape",
  description: "y_(n−1−i) in the place of y_i where n is odd",
  property: "permutation",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf(
      { id: "columns-reversed-when-odd", format: "bf16" },
      { normalised: (row, i, statistics) => correct.normalised(row, row.n % 2 === 1 ? row.n - 1 - i : i, statistics) },
    ),
} satisfies Fault;
