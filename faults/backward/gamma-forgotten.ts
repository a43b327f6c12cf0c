// dy is used as it comes in.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "gamma-forgotten",
  description: "g = dy: γ is left out of dx",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { g: ({ dy }, i) => dy[i]! }),
}) satisfies Fault;
