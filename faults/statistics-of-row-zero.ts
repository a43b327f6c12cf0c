// Statistics are computed once, for the first row, and kept: the loop over the rows is inside where it should be outside.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "statistics-of-row-zero",
  group: "batch",
  description: "mean and variance of row 0 for all rows",
  property: "batch-invariance",
  minimum: { cols: 1, x: [1] },
  create: () => layerNormByBatch({ id: "statistics-of-row-zero", format: "fp32" }, ({ row }) => statisticsOver(() => row(0)!)),
} satisfies Fault;
