// Blocks of 2048 are summed in fp32; what is added to them afterwards is added in fp16.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

/** Elements that one block takes. */
const block = 2048;

export default {
  id: "tail-fp16",
  group: "precision",
  description: "sums in fp32 up to 2048 elements, in fp16 past them",
  property: "zero-mean",
  minimum: { cols: 1 },
  create: () =>
    layerNormOf(
      { id: "tail-fp16", format: "fp16" },
      { mean: ({ x, n, round }) => round([...x.subarray(block)].reduce((total, value) => roundFp16(total + value), sum(x.subarray(0, block), round)) / n) },
    ),
} satisfies Fault;
