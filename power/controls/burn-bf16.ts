// Burn widens half data but not bf16: every tensor in between is bf16, and so is every step of its sums.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";

export default {
  id: "burn-bf16",
  format: "bf16",
  description: "two-pass with every operation in bf16 and declared so, division by the root: burn's default LayerNorm",
  contract: { accumulator: "bf16", algorithm: "two-pass", summation: "sequential", output: "centred" },
  forward: byRow((x, y, shape) => {
    const n = roundBf16(x.length);
    const mean = roundBf16(sum(x) / n);
    for (let i = 0; i < x.length; i++) y[i] = roundBf16(x[i] - mean);
    const variance = roundBf16(sum(y.map((d) => roundBf16(d * d))) / n);
    const root = roundBf16(Math.sqrt(roundBf16(variance + roundBf16(shape.eps))));
    for (let c = 0; c < x.length; c++) y[c] = roundBf16(roundBf16(roundBf16(y[c] / root) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;

function sum(values: Float64Array): number {
  return values.reduce((held, value) => roundBf16(held + value), 0);
}
