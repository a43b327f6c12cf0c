// 1/n is computed once, on the host, in the format of the tensor, and multiplied with. Powers of two are exact.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, squares, sum } from "./parts/layer-norm.ts";

export default {
  id: "reciprocal-length-in-fp16",
  group: "shape",
  description: "multiplies the sums by 1/n rounded to fp16",
  property: "constant-row",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf({ id: "reciprocal-length-in-fp16", format: "fp16" }, {
      mean: ({ x, n, round }) => round(sum(x, round) * roundFp16(1 / n)),
      variance: ({ x, n, round }, mean) => round(sum(squares(x, mean, round), round) * roundFp16(1 / n)),
    }),
} satisfies Fault;
