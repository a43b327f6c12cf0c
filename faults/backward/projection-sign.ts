// x̂·c2 is added.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "projection-sign",
  description: "the sign of the projection is wrong",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { means: (row) => ({ ...correct.means(row), c2: -correct.means(row).c2 }) }),
}) satisfies Fault;
