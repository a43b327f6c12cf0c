// TensorRT-LLM's general kernel in its default form: two block reductions, of the values and of the centred squares, each by warps first.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldNeighbours, partials } from "./parts/lanes.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { add32, square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "tensorrt-llm-fp16",
  format: "fp16",
  description: "fp16 over fp32, two-pass by 64 threads of half2 and butterfly sums, one cast: TensorRT-LLM",
  contract: { accumulator: "fp32", algorithm: "two-pass", summation: "any", output: "centred" },
  forward: byRow((x, y, shape) => {
    const mean = fround(blockSum(x.length, (i) => x[i]) / x.length);
    const variance = fround(blockSum(x.length, (i) => square32(fround(x[i] - mean))) / x.length);
    const rstd = rsqrt32(variance, shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = roundFp16(fround(fround(fround(fround(x[c] - mean) * rstd) * gammaAt(shape, c)) + betaAt(shape, c)));
  }),
} satisfies LayerNormImplementation;

function blockSum(length: number, term: (index: number) => number): number {
  return foldNeighbours(partials(length, { lanes: 64, width: 2 }, () => 0, (sum, i) => fround(sum + term(i))), add32);
}
