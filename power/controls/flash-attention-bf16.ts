// FlashAttention's Triton kernel for bf16: four warps of 32 lanes, the division by n compiled to a
// product with 1/n, 1/sqrt, γ and β in fp32.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "flash-attention-bf16",
  format: "bf16",
  description: "bf16 over fp32, two-pass with 128 lanes, 1/sqrt, one cast: FlashAttention's Triton LayerNorm",
  forward: byRow((x, y, shape) => {
    const reciprocal = fround(1 / x.length);
    const mean = fround(laneSum32(x, { lanes: 128 }) * reciprocal);
    const rstd = reciprocalRoot32(fround(laneSquaresFused32(x, mean, { lanes: 128 }) * reciprocal), shape.eps);
    for (let c = 0; c < x.length; c++) {
      const normalised = fround(fround(x[c] - mean) * rstd);
      y[c] = roundBf16(fma(normalised, gammaAt(shape, c), betaAt(shape, c), fround));
    }
  }),
} satisfies LayerNormImplementation;
