// A masked lane reads the row before and multiplies it by 0: nothing for numbers, NaN for NaN and infinities.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct, sum } from "./parts/layer-norm.ts";

export default {
  id: "nan-leaks-from-the-row-before",
  group: "batch",
  description: "adds 0 times the row before to the sum",
  property: "non-finite-propagation",
  minimum: { rows: 2, cols: 1 },
  create: () =>
    layerNormByBatch({ id: "nan-leaks-from-the-row-before", format: "fp32" }, ({ row }) => ({
      mean: (own) => own.round(correct.mean(own) + 0 * sum(row(own.index - 1) ?? Float64Array.of(0), own.round)),
    })),
} satisfies Fault;
