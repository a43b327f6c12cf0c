// Corrected two-pass the other way: the mean of the deviations is subtracted from them before they are squared, so the variance is that of
// values whose mean is nearly zero.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { add32, laneSquares32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "recentred-fp32",
  format: "fp32",
  description: "deviations centred twice before squaring, sixteen lanes: no engine we know, textbook advice",
  contract: { algorithm: "corrected-two-pass", output: "centred" },
  forward: byRow((x, y, shape) => {
    const lanes = { lanes: 16 };
    const mean = fround(laneSum32(x, lanes) / x.length);
    for (let i = 0; i < x.length; i++) y[i] = fround(x[i] - mean);
    const rest = fround(laneSum32(y, lanes) / x.length);
    const rstd = reciprocalRoot32(fround(laneSquares32(y, rest, lanes) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(add32(y[c], -rest) * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
