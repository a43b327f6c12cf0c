// The formula of the first papers, by way of the gradient of the variance, −½(v + ε)^(−3/2)·Σ g·(x − μ): a power that half precision cannot hold once
// v + ε < 6e-4, and ∞·0 is NaN.

import type { Fault } from "../../src/contract/fault.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

const { fround } = Math;

export default backwardFault({
  id: "variance-gradient-in-fp16",
  format: "fp16",
  description: "(v + ε)^(−3/2) is kept in fp16",
  property: "backward-finite",
  minimum: { cols: 1 },
  backward: (format) => gradientOf(format, {
      dx(parts, i) {
        const { g, x, rstd, c1, c2 } = parts;
        const centred = fround(x[i]! - correct.statistics(parts).mean);
        const power = roundFp16(rstd * rstd * rstd);
        // c2 = r·mean g·(x − μ).
        const along = fround(c2 / rstd);
        return fround(fround(rstd * fround(g[i]! - c1)) - fround(centred * fround(power * along)));
      },
    }),
}) satisfies Fault;
