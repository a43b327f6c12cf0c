// The mean of the shifted values is used as if it were the mean.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "shift-not-restored",
  group: "variance",
  description: "mean of x − x_0 without + x_0",
  property: "zero-mean",
  minimum: { cols: 1, x: [1] },
  create: () => layerNormOf({ id: "shift-not-restored", format: "fp32" }, { mean: ({ x, n, round }) => round(sum(x.map((value) => round(value - x[0])), round) / n) }),
} satisfies Fault;
