// The pass for the statistics honours the stride of the rows, the pass that normalises does not and takes the values of row 0: right statistics,
// wrong values (LightLLM #1467).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";

export default {
  id: "stale-stride-in-the-output",
  group: "batch",
  description: "normalises the values of row 0 by the statistics of each row (LightLLM #1467)",
  property: "batch-invariance",
  minimum: { cols: 1, x: [1] },
  create: () =>
    layerNormByBatch({ id: "stale-stride-in-the-output", format: "fp64" }, ({ row: rowOf }) => ({
      normalised: (row, i, statistics) => correct.normalised({ ...row, x: rowOf(0)! }, i, statistics),
    })),
} satisfies Fault;
