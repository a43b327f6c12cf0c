// Burn's scalar path for doubles: Welford one value at a time, then γ folded into the reciprocal root.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";

export default {
  id: "burn-fp64",
  format: "fp64",
  description: "sequential Welford in doubles, (x − m)·(r·γ) + β: burn-flex for f64",
  contract: { algorithm: "welford", summation: "sequential", output: "centred" },
  forward: byRow((x, y, shape) => {
    let mean = 0;
    let squares = 0;
    for (let k = 1; k <= x.length; k++) {
      const delta = x[k - 1] - mean;
      mean += delta / k;
      squares += delta * (x[k - 1] - mean);
    }
    const rstd = 1 / Math.sqrt(squares / x.length + shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = (x[c] - mean) * (rstd * gammaAt(shape, c)) + betaAt(shape, c);
  }),
} satisfies LayerNormImplementation;
