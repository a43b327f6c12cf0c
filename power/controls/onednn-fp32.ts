// oneDNN folds γ into the reciprocal root once per column: d = (γ·r)·(x − m) + β, still centred, with one fused multiply-add.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "onednn-fp32",
  format: "fp32",
  description: "two-pass in sixteen lanes, sm = γ·r folded, sm·(x − m) + β fused: oneDNN on AVX-512",
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 16 }) / x.length);
    const rstd = reciprocalRoot32(fround(laneSquaresFused32(x, mean, { lanes: 16 }) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fma(fround(gammaAt(shape, c) * rstd), fround(x[c] - mean), betaAt(shape, c), fround);
  }),
} satisfies LayerNormImplementation;
