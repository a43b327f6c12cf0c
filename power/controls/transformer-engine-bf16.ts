// TransformerEngine's tuned kernel: every warp takes its own part of the row in two passes, and the warps' moments are merged by Chan.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves } from "./parts/lanes.ts";
import { mergeByShift, type Moments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

const warps = 4;

export default {
  id: "transformer-engine-bf16",
  format: "bf16",
  description: "bf16 over fp32, two-pass in each of four warps, merged by Chan, one cast: TransformerEngine, Apex FastLayerNorm",
  forward: byRow((x, y, shape) => {
    const { mean, squares } = foldHalves(Array.from({ length: warps }, (_, warp) => momentsOfWarp(x, warp)), mergeByShift);
    const rstd = rsqrt32(fround(squares * fround(1 / x.length)), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = roundBf16(fma(gammaAt(shape, c), fround(rstd * fround(x[c] - mean)), betaAt(shape, c), fround));
  }),
} satisfies LayerNormImplementation;

/** A warp loads 32 elements, then those four loads further on. */
function momentsOfWarp(x: Float64Array, warp: number): Moments {
  const part = x.filter((_, i) => Math.floor(i / 32) % warps === warp);
  if (part.length === 0) return { count: 0, mean: 0, squares: 0 };
  const mean = fround(laneSum32(part, { lanes: 32 }) * fround(1 / part.length));
  return { count: part.length, mean, squares: laneSquaresFused32(part, mean, { lanes: 32 }) };
}
