// The same thread layout for half data with warps of 32 lanes only, fused γ and β, and one rounding to fp16.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves, partials } from "./parts/lanes.ts";
import { joinByReciprocal, mergeByWeights, noMoments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "pytorch-cuda-fp16",
  format: "fp16",
  description: "fp16 over fp32, cuWelford in a warp of half4, fused affine, one cast: PyTorch on CUDA",
  forward: byRow((x, y, shape) => {
    const threads = partials(x.length, { lanes: 32, width: 4 }, noMoments, (held, i) => joinByReciprocal(held, x[i]));
    const { mean, squares } = foldHalves(threads, mergeByWeights);
    const rstd = rsqrt32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = roundFp16(fma(gammaAt(shape, c), fround(rstd * fround(x[c] - mean)), betaAt(shape, c), fround));
  }),
} satisfies LayerNormImplementation;
