// The vector loop adds four values at a time and nothing adds the rest, which is divided by n all the same.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "statistics-skip-tail",
  group: "shape",
  description: "sums leave out the last n mod 4 values",
  property: "permutation",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "statistics-skip-tail", format: "fp32" }, statisticsOver(({ x, n }) => x.subarray(0, n - (n % 4)), ({ n }) => n)),
} satisfies Fault;
