// A product with 1/n, and 1/n in half precision: right for powers of two.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "reciprocal-count-fp16",
  group: "precision",
  description: "Σx·fp16(1/n)",
  property: "zero-mean",
  minimum: { cols: 3, x: [1, 1, 1] },
  create: () => layerNormOf({ id: "reciprocal-count-fp16", format: "fp16" }, { mean: ({ x, n, round }) => round(sum(x, round) * roundFp16(1 / n)) }),
} satisfies Fault;
