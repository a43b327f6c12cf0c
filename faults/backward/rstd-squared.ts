// r is already in x̂ and is multiplied in once more.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "rstd-squared",
  description: "dx has one factor rstd too many",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { dx: (parts, i) => Math.fround(correct.dx(parts, i) * parts.rstd) }),
}) satisfies Fault;
