// Keras forms x·inv + (β − m·inv) with inv = γ·r, in fp32 for half data: the folded output, which rounds at the size of m·γ·r.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { laneSquares32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "keras-jax-fp16",
  format: "fp16",
  description: "fp16 over fp32, two-pass, x·(γr) + (β − m·γr), one cast: Keras 3 on JAX",
  contract: { algorithm: "two-pass", output: "folded" },
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 8, width: 4 }) / x.length);
    const rstd = rsqrt32(fround(laneSquares32(x, mean, { lanes: 8, width: 4 }) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) {
      const inv = fround(rstd * gammaAt(shape, c));
      y[c] = roundFp16(fround(fround(x[c] * inv) + fround(betaAt(shape, c) - fround(mean * inv))));
    }
  }),
} satisfies LayerNormImplementation;
