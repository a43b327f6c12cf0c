// Liger's kernel for fp16: everything in fp32, a reduction by neighbours, a hardware reciprocal root, γ and β fused, one rounding to storage.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldNeighbours } from "./parts/lanes.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { add32, square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "liger-fp16",
  format: "fp16",
  description: "fp16 over fp32, masked two-pass in one block, rsqrt, one cast: Liger",
  contract: { accumulator: "fp32", algorithm: "two-pass", summation: "any", output: "centred" },
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const block = 2 ** Math.ceil(Math.log2(n));
    const padded = Array.from({ length: block }, (_, i) => (i < n ? x[i] : 0));
    const mean = fround(foldNeighbours(padded, add32) / n);
    const deviations = padded.map((value, i) => (i < n ? fround(value - mean) : 0));
    const rstd = rsqrt32(fround(foldNeighbours(deviations.map(square32), add32) / n), shape.eps);
    for (let c = 0; c < n; c++) y[c] = roundFp16(fma(fround(deviations[c] * rstd), gammaAt(shape, c), betaAt(shape, c), fround));
  }),
} satisfies LayerNormImplementation;
