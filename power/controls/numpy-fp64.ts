// numpy in doubles: pairwise sums over blocks of 128 with eight accumulators, the reference that many test suites call the truth.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { numpyPairwise } from "./parts/numpy-pairwise.ts";

export default {
  id: "numpy-fp64",
  format: "fp64",
  description: "two-pass with numpy's blocked pairwise sums, division by the root: numpy references",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = numpyPairwise(x, 0, n) / n;
    for (let i = 0; i < n; i++) y[i] = x[i] - mean;
    const root = Math.sqrt(numpyPairwise(y.map((d) => d * d), 0, n) / n + shape.eps);
    for (let c = 0; c < n; c++) y[c] = (y[c] / root) * gammaAt(shape, c) + betaAt(shape, c);
  }),
} satisfies LayerNormImplementation;
