// Two halves a step, and for odd lengths the second half of the last pair is the first value of the next row (the last row reads zero).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { sum } from "./parts/layer-norm.ts";

export default {
  id: "reads-past-the-row",
  group: "batch",
  description: "odd rows add the first value of the next row to their sum (half2)",
  property: "row-independence",
  minimum: { rows: 3, cols: 1, x: [0, 0, 0] },
  create: () =>
    layerNormByBatch({ id: "reads-past-the-row", format: "fp16" }, ({ row }) => ({
      mean: ({ x, n, index, round }) => round((sum(x, round) + (n % 2 === 1 ? (row(index + 1)?.[0] ?? 0) : 0)) / n),
    })),
} satisfies Fault;
