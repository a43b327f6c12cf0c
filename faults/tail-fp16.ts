// A block of 2048 is summed in fp32; what comes after it is added in fp16. No width in the test suite was larger.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { pairwiseSumFp32 } from "../src/impls/sums/pairwise-fp32.ts";
import { layerNormOf, squares } from "./parts/layer-norm.ts";

/** Elements that one block takes. */
const block = 2048;

function mixedSum(x: Float64Array): number {
  const head = pairwiseSumFp32(x, 0, Math.min(block, x.length));
  return x.subarray(block).reduce((total, value) => roundFp16(total + value), head);
}

export default {
  id: "tail-fp16",
  group: "precision",
  description: "sums in fp32 up to 2048 elements, in fp16 past them",
  property: "zero-mean",
  minimum: { cols: 2682 },
  create: () =>
    layerNormOf(
      { id: "tail-fp16", format: "fp16", contract: { algorithm: "two-pass", summation: "pairwise", output: "centred" } },
      { mean: ({ x, n }) => Math.fround(mixedSum(x) / n), variance: ({ x, n }, mean) => Math.fround(pairwiseSumFp32(squares(x, mean, Math.fround), 0, n) / n) },
    ),
} satisfies Fault;
