// oneDNN's reference divides γ by the root, instead of multiplying by a reciprocal.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rootOf32 } from "./parts/fp32-roots.ts";
import { laneSquares32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "onednn-reference-bf16",
  format: "bf16",
  description: "bf16 over fp32, sequential two-pass, sm = γ / sqrt(v + ε), sm·(x − m) + β: oneDNN's reference",
  contract: { algorithm: "two-pass", summation: "sequential", output: "centred" },
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 1 }) / x.length);
    const root = rootOf32(fround(laneSquares32(x, mean, { lanes: 1 }) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = roundBf16(fround(fround(fround(gammaAt(shape, c) / root) * fround(x[c] - mean)) + betaAt(shape, c)));
  }),
} satisfies LayerNormImplementation;
