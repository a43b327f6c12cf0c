// Apex: a warp per row, eight elements a step through Welford with a division, then five shuffles of Chan merges.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldNeighbours, partials } from "./parts/lanes.ts";
import { joinByDivision, mergeByWeights, noMoments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "apex-fp32",
  format: "fp32",
  description: "Welford in 32 lanes of eight, five shuffles of weighted merges, fused affine: Apex, ONNX Runtime's CUDA kernel",
  forward: byRow((x, y, shape) => {
    const lanes = partials(x.length, { lanes: 32, width: 8 }, noMoments, (held, i) => joinByDivision(held, x[i]));
    const { mean, squares } = foldNeighbours(lanes, mergeByWeights);
    const rstd = rsqrt32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fma(gammaAt(shape, c), fround(rstd * fround(x[c] - mean)), betaAt(shape, c), fround);
  }),
} satisfies LayerNormImplementation;
