// llm.c's production kernel: a warp per row, lanes a stride of 32 apart, γ and β contracted into one fused multiply-add.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "llm-c-fp32",
  format: "fp32",
  description: "two-pass by a warp with strided lanes, fused squares and affine: llm.c on CUDA",
  contract: { accumulator: "fp32", algorithm: "two-pass", summation: "any", output: "centred" },
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 32 }) / x.length);
    const scale = rsqrt32(fround(laneSquaresFused32(x, mean, { lanes: 32 }) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fma(fround(scale * fround(x[c] - mean)), gammaAt(shape, c), betaAt(shape, c), fround);
  }),
} satisfies LayerNormImplementation;
