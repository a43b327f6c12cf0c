// PyTorch on GPUs: each thread runs Welford over vectors of four with reciprocal counts, a warp shuffles its moments down, warps meet in
// shared memory. Rows that are no multiple of four take another kernel, with divisions and one element at a time.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves, partials } from "./parts/lanes.ts";
import { joinByDivision, joinByReciprocal, mergeByShift, mergeByWeights, noMoments, type Moments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "pytorch-cuda-fp32",
  format: "fp32",
  description: "cuWelford in 128 threads of float4, warp merges by weights, γ·(r·(x − m)) + β: PyTorch on CUDA",
  contract: { accumulator: "fp32", algorithm: "chan", summation: "any", output: "centred" },
  forward: byRow((x, y, shape) => {
    const { mean, squares } = x.length % 4 === 0 ? vectorised(x) : scalar(x);
    const rstd = rsqrt32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(gammaAt(shape, c) * fround(rstd * fround(x[c] - mean))) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;

function vectorised(x: Float64Array): Moments {
  const threads = partials(x.length, { lanes: 128, width: 4 }, noMoments, (held, i) => joinByReciprocal(held, x[i]));
  const warps = [0, 32, 64, 96].map((first) => foldHalves(threads.slice(first, first + 32), mergeByWeights));
  return foldHalves(warps, mergeByWeights);
}

function scalar(x: Float64Array): Moments {
  return foldHalves(partials(x.length, { lanes: 128 }, noMoments, (held, i) => joinByDivision(held, x[i])), mergeByShift);
}
