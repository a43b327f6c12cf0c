// From four rows on another kernel is launched, tuned for throughput, with a one-pass variance: the answer of a row depends on the others being
// there (vLLM #48271: block size by number of tokens).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct, sum } from "./parts/layer-norm.ts";

export default {
  id: "one-pass-for-many-rows",
  group: "batch",
  description: "E[x²] − E[x]² from four rows on (vLLM #48271: a kernel by number of rows)",
  property: "batch-invariance",
  minimum: { cols: 4 },
  create: () =>
    layerNormByBatch({ id: "one-pass-for-many-rows", format: "fp32" }, ({ rows }) => ({
      variance: (row, mean) => {
        const { x, n, round } = row;
        if (rows < 4) return correct.variance(row, mean);
        return Math.max(0, round(round(sum(x.map((value) => round(value * value)), round) / n) - round(mean * mean)));
      },
    })),
} satisfies Fault;
