// Flax with use_fast_variance off: bf16 promoted to fp32, tree sums as XLA makes them, r multiplied by γ first, one cast.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { pairwiseSumFp32, pairwiseSumOfSquaresFp32 } from "../../src/impls/sums/pairwise-fp32.ts";

const { fround } = Math;

export default {
  id: "flax-two-pass-bf16",
  format: "bf16",
  description: "bf16 over fp32, two-pass with tree sums, (x − m)·(r·γ) + β, one cast: Flax without fast variance",
  contract: { algorithm: "two-pass", summation: "pairwise", output: "centred" },
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = fround(pairwiseSumFp32(x, 0, n) / n);
    for (let i = 0; i < n; i++) y[i] = fround(x[i] - mean);
    const rstd = rsqrt32(fround(pairwiseSumOfSquaresFp32(y, 0, n) / n), shape.eps);
    for (let c = 0; c < n; c++) y[c] = roundBf16(fround(fround(y[c] * fround(rstd * gammaAt(shape, c))) + betaAt(shape, c)));
  }),
} satisfies LayerNormImplementation;
