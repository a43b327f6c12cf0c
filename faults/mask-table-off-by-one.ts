// The table of lane masks for a tail of 0 to 7 values has one bit too few in its last entry.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mask-table-off-by-one",
  group: "shape",
  description: "the last square is missing from the variance where n mod 8 = 7",
  property: "oracle-agreement",
  minimum: { cols: 7 },
  create: () =>
    layerNormOf(
      { id: "mask-table-off-by-one", format: "fp64" },
      { variance: (row, mean) => (row.n % 8 === 7 ? correct.variance({ ...row, x: row.x.subarray(0, row.n - 1) }, mean) : correct.variance(row, mean)) },
    ),
} satisfies Fault;
