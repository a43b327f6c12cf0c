// One program per row, the row padded to a power of two: the padding is masked out of the variance, or each padded lane would add m² to it.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves } from "./parts/lanes.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { add32, square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "triton-tutorial-fp32",
  format: "fp32",
  description: "masked two-pass over a block padded to a power of two, tree sums: the Triton tutorial",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const block = 2 ** Math.ceil(Math.log2(n));
    const lanes = Array.from({ length: block }, (_, i) => i);
    const mean = fround(foldHalves(lanes.map((i) => (i < n ? x[i] : 0)), add32) / n);
    const deviations = lanes.map((i) => (i < n ? fround(x[i] - mean) : 0));
    const rstd = reciprocalRoot32(fround(foldHalves(deviations.map(square32), add32) / n), shape.eps);
    for (let c = 0; c < n; c++) y[c] = fround(fround(fround(deviations[c] * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
