// i <= n with the index clamped to the row: the last value is added twice, and divided by n.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "last-column-twice",
  group: "shape",
  description: "the last value is counted twice in the sums",
  property: "permutation",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "last-column-twice", format: "fp32" },
      statisticsOver(({ x, n }) => Float64Array.from({ length: n === 1 ? 1 : n + 1 }, (_, i) => x[Math.min(i, n - 1)]), ({ n }) => n),
    ),
} satisfies Fault;
