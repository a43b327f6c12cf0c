// A mean over the batch, as a loss would have it.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "parameters-averaged",
  description: "dγ is divided by the number of rows",
  property: "backward-parameters",
  minimum: { rows: 2, cols: 2 },
  backward: (format) => gradientOf(format, { dgamma: (sum, { dy, normalised, rows }, i) => Math.fround(sum + Math.fround(dy[i]! * normalised[i]!) / rows) }),
}) satisfies Fault;
