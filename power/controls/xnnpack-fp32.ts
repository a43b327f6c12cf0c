// LayerNorm as a subgraph of elementwise operators, each of which writes its tensor: mean, squared difference, mean, plus ε, rsqrt, products.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { laneSquares32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "xnnpack-fp32",
  format: "fp32",
  description: "a decomposed graph: mean, squared difference, mean, rsqrt, products; sums scaled by 1/n: XNNPACK",
  contract: { algorithm: "two-pass", output: "centred" },
  forward: byRow((x, y, shape) => {
    const reciprocal = fround(1 / x.length);
    const mean = fround(laneSum32(x, { lanes: 4 }) * reciprocal);
    const rstd = rsqrt32(fround(laneSquares32(x, mean, { lanes: 4 }) * reciprocal), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(fround(x[c] - mean) * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
