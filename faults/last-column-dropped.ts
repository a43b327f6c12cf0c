// i < n − 1 for i < n: the last column is left out of sum and count. A single column survives by a special case.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "last-column-dropped",
  group: "shape",
  description: "mean and variance of the first n − 1 values",
  property: "permutation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "last-column-dropped", format: "fp64" }, statisticsOver(({ x, n }) => (n === 1 ? x : x.subarray(0, n - 1)))),
} satisfies Fault;
