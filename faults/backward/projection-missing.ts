// The variance depends on every x, and the term for it was left out: right for small rows under a large ε, and at initialisation nearly so.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "projection-missing",
  description: "x̂·c2 is not subtracted: the variance is taken for a constant",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { means: (row) => ({ ...correct.means(row), c2: 0 }) }),
}) satisfies Fault;
