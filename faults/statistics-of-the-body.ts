// The same tail left out of sum and count: a plausible mean and variance, of the body only. Rows shorter than a vector take a scalar path.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "statistics-of-the-body",
  group: "shape",
  description: "mean and variance of the first ⌊n/4⌋·4 values",
  property: "permutation",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "statistics-of-the-body", format: "bf16" }, statisticsOver(({ x, n }) => (n < 4 ? x : x.subarray(0, n - (n % 4))))),
} satisfies Fault;
