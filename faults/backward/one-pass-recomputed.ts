// The forward pass is safe; the backward pass recomputes E[x²] − E[x]².

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf, mean } from "./parts/gradient-of.ts";

const { fround } = Math;

export default backwardFault({
  id: "one-pass-recomputed",
  description: "statistics recomputed in one pass",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      statistics({ x, eps }) {
        const centre = mean(x);
        const variance = fround(mean(x.map((value) => fround(value * value))) - fround(centre * centre));
        return { mean: centre, rstd: fround(1 / fround(Math.sqrt(fround(Math.max(variance, 0) + fround(eps))))) };
      },
    }),
}) satisfies Fault;
