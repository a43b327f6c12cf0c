// tfjs in shaders: values are scaled by 1/n inside the dot products of the sum, and the batch norm is a dot product x·a − m·a + β.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves, partials } from "./parts/lanes.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";
import { add32, square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "tfjs-webgl-fp32",
  format: "fp32",
  description: "x·(1/n) summed by four lanes, x·a + (−m·a) + β with a = γ·r: tfjs webgl",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const reciprocal = fround(1 / n);
    const meanOf = (term: (i: number) => number) => foldHalves(partials(n, { lanes: 4 }, () => 0, (sum, i) => fround(sum + fround(term(i) * reciprocal))), add32);
    const mean = meanOf((i) => x[i]);
    const rstd = rsqrt32(meanOf((i) => square32(fround(x[i] - mean))), shape.eps);
    for (let c = 0; c < n; c++) {
      const a = fround(gammaAt(shape, c) * rstd);
      y[c] = fround(fround(fround(x[c] * a) + fround(-mean * a)) + betaAt(shape, c));
    }
  }),
} satisfies LayerNormImplementation;
