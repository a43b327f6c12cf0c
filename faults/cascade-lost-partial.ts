// A cascade of partial sums whose last, not yet full, level is never added.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "cascade-lost-partial",
  group: "variance",
  description: "sums by blocks of 16, the last block dropped unless it is full (PyTorch's cascade has a tail for it)",
  property: "zero-mean",
  minimum: { cols: 17 },
  create: () => layerNormOf({ id: "cascade-lost-partial", format: "fp64" }, { mean: ({ x, n, round }) => round(sum(x.subarray(0, n < 16 ? n : n - (n % 16)), round) / n) }),
} satisfies Fault;
