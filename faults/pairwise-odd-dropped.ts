// A pairwise sum that halves the count rounded down: whenever a level has an odd number of partial sums, the last is lost.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, type Round } from "./parts/layer-norm.ts";

function tree(x: Float64Array, round: Round): number {
  if (x.length === 1) return x[0];
  const half = x.length >> 1;
  return tree(Float64Array.from({ length: half }, (_, i) => round(x[2 * i] + x[2 * i + 1])), round);
}

export default {
  id: "pairwise-odd-dropped",
  group: "variance",
  description: "the odd partial sum of a reduction tree is dropped (reductions that assume a power of two)",
  property: "zero-mean",
  minimum: { cols: 3, x: [0, 0, 1] },
  create: () => layerNormOf({ id: "pairwise-odd-dropped", format: "fp32" }, { mean: ({ x, n, round }) => round(tree(x, round) / n) }),
} satisfies Fault;
