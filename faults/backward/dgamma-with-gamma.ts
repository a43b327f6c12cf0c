// g is at hand, dy was meant.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "dgamma-with-gamma",
  description: "dγ is summed from γ·dy instead of dy",
  property: "backward-parameters",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { dgamma: (sum, { g, normalised }, i) => Math.fround(sum + Math.fround(g[i]! * normalised[i]!)) }),
}) satisfies Fault;
