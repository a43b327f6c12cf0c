// ε sits in a register that the first iteration overwrites: from the second row on there is none, which ordinary rows do not show.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-in-the-first-row-only",
  group: "batch",
  description: "ε is 0 from the second row on",
  property: "batch-invariance",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormByBatch(
      { id: "epsilon-in-the-first-row-only", format: "fp32" },
      () => ({ rstd: (variance, row) => correct.rstd(variance, row.index === 0 ? row : { ...row, eps: 0 }) }),
    ),
} satisfies Fault;
