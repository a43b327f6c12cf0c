// The mean depends on every x, and the term for it was left out.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "mean-gradient-missing",
  description: "c1 = mean g is not subtracted",
  property: "backward-zero-sum",
  minimum: { cols: 1 },
  backward: (format) => gradientOf(format, { means: (row) => ({ ...correct.means(row), c1: 0 }) }),
}) satisfies Fault;
