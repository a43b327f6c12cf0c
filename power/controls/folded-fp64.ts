// The folded output in doubles over eight lanes: x·(γr) + (β − m·γr).

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves, partials } from "./parts/lanes.ts";

export default {
  id: "folded-fp64",
  format: "fp64",
  description: "two-pass in eight lanes of doubles, x·(γr) + (β − m·γr): SIMD code with scale and shift per column",
  contract: { algorithm: "two-pass", output: "folded" },
  forward: byRow((x, y, shape) => {
    const sum = (term: (i: number) => number) => foldHalves(partials(x.length, { lanes: 8 }, () => 0, (held, i) => held + term(i)), (a, b) => a + b);
    const mean = sum((i) => x[i]) / x.length;
    const rstd = 1 / Math.sqrt(sum((i) => (x[i] - mean) ** 2) / x.length + shape.eps);
    for (let c = 0; c < x.length; c++) {
      const scale = gammaAt(shape, c) * rstd;
      y[c] = x[c] * scale + (betaAt(shape, c) - mean * scale);
    }
  }),
} satisfies LayerNormImplementation;
