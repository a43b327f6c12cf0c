// The forward pass has ε, the backward pass recomputes rstd without it.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf, statisticsOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "epsilon-dropped-backward",
  description: "rstd is recomputed without ε",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      statistics({ x, eps }) {
        const without = statisticsOf(x, 0);
        return Number.isFinite(without.rstd) ? without : statisticsOf(x, eps);
      },
    }),
}) satisfies Fault;
