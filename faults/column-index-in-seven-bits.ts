// The column index is a signed byte: from column 128 on, x is read from the beginning of the row again.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "column-index-in-seven-bits",
  group: "shape",
  description: "outputs from column 128 on are those of column i − 128",
  property: "oracle-agreement",
  minimum: { cols: 129 },
  create: () =>
    layerNormOf(
      { id: "column-index-in-seven-bits", format: "fp64" },
      { normalised: (row, i, statistics) => correct.normalised(row, i & 127, statistics) },
    ),
} satisfies Fault;
