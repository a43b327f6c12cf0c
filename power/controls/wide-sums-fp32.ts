// fp32 data, doubles inside, promised as fp32: a kernel may be better than what it declares, and must not be accused of it.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { numpyPairwise } from "./parts/numpy-pairwise.ts";

const { fround } = Math;

export default {
  id: "wide-sums-fp32",
  format: "fp32",
  description: "fp32 in and out, doubles inside, expanded output: numpy with float64 accumulators",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = numpyPairwise(x, 0, n) / n;
    const rstd = 1 / Math.sqrt(numpyPairwise(x.map((value) => (value - mean) ** 2), 0, n) / n + shape.eps);
    for (let c = 0; c < n; c++) y[c] = fround((x[c] * rstd - mean * rstd) * gammaAt(shape, c) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
