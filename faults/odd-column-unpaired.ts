// Two halves a step: where n is odd the last pair is completed with the value before it, which is counted twice.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "odd-column-unpaired",
  group: "shape",
  description: "the last pair of an odd row repeats a value (half2 without a tail)",
  property: "permutation",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf(
      { id: "odd-column-unpaired", format: "fp16" },
      statisticsOver(({ x, n }) => (n > 1 && n % 2 === 1 ? Float64Array.from([...x, x[n - 2]]) : x)),
    ),
} satisfies Fault;
