// ggml on Metal: float4 loads, dot products for the squares, and the row centred in the destination, which serves as scratch.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldNeighbours, partials } from "./parts/lanes.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { add32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "ggml-metal-fp32",
  format: "fp32",
  description: "two-pass by 32 lanes of float4 with dot products, destination as scratch: ggml on Metal",
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 32, width: 4 }) / x.length);
    const dots = partials(x.length, { lanes: 32, width: 4 }, () => 0, (sum, i) => {
      y[i] = fround(x[i] - mean);
      return fma(y[i], y[i], sum, fround);
    });
    const scale = reciprocalRoot32(fround(foldNeighbours(dots, add32) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(y[c] * scale) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
