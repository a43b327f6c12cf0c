// The sum in half precision, the squares in fp32: a long row stalls at 2048, a row of a few large values is infinite.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { roundedBy } from "./parts/in-format.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "sum-fp16",
  group: "precision",
  description: "the sum for the mean in fp16 (FasterTransformer: hadd2), squares in fp32",
  property: "zero-mean",
  minimum: { cols: 2, x: [1024, 1025] },
  create: () => layerNormOf({ id: "sum-fp16", format: "fp16" }, { mean: (row) => correct.mean(roundedBy(row, roundFp16)) }),
} satisfies Fault;
