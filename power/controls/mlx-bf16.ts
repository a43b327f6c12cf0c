// MLX computes x̂ in fp32 and casts it to the element type before γ and β, which round in bf16: three roundings of storage, so bf16 is the
// accumulator it can declare.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { laneSquares32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "mlx-bf16",
  format: "bf16",
  description: "fp32 statistics by 32 lanes of eight, then γ·(T)x̂ + β in bf16: MLX's fast layer_norm",
  contract: { accumulator: "bf16" },
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 32, width: 8 }) / x.length);
    const rstd = rsqrt32(fround(laneSquares32(x, mean, { lanes: 32, width: 8 }) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) {
      const normalised = roundBf16(fround(fround(x[c] - mean) * rstd));
      y[c] = roundBf16(roundBf16(gammaAt(shape, c) * normalised) + betaAt(shape, c));
    }
  }),
} satisfies LayerNormImplementation;
