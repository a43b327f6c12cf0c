// tfjs on WebAssembly adds floats one by one, takes the root in double, and folds γ/sqrt(v + ε) into one factor per column.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { laneSquares32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "tfjs-wasm-fp32",
  format: "fp32",
  description: "sequential fp32 sums, γ divided by a root in doubles, (x − m)·factor + β: tfjs wasm",
  contract: { algorithm: "two-pass", summation: "sequential", output: "centred" },
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 1 }) / x.length);
    const variance = fround(laneSquares32(x, mean, { lanes: 1 }) / x.length);
    const root = Math.sqrt(variance + fround(shape.eps));
    for (let c = 0; c < x.length; c++) {
      const factor = fround(gammaAt(shape, c) / root);
      y[c] = fround(fround(fround(x[c] - mean) * factor) + betaAt(shape, c));
    }
  }),
} satisfies LayerNormImplementation;
