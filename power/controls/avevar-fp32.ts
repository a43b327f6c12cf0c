// The corrected variance of Numerical Recipes (avevar): the sum of the deviations is squared and taken off again. The mean itself is not
// corrected, so the output keeps its error.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rootOf32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "avevar-fp32",
  format: "fp32",
  description: "variance corrected by (Σd)²/n, mean left as it is: Numerical Recipes' avevar",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = fround(x.reduce((sum, value) => fround(sum + value), 0) / n);
    let residual = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const d = fround(x[i] - mean);
      residual = fround(residual + d);
      squares = fround(squares + fround(d * d));
    }
    const variance = fround(fround(squares - fround(fround(residual * residual) / n)) / n);
    const root = rootOf32(Math.max(variance, 0), shape.eps);
    for (let c = 0; c < n; c++) y[c] = fround(fround(fround(fround(x[c] - mean) / root) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
