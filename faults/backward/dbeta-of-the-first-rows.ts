// The reduction is written for tiles of four rows, and the rest is dropped.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "dbeta-of-the-first-rows",
  description: "dβ leaves out the rows past the last multiple of 4",
  property: "backward-parameters",
  minimum: { rows: 1, cols: 1 },
  backward: (format) => gradientOf(format, { dbeta: (sum, parts, i) => (parts.row < parts.rows - (parts.rows % 4) ? correct.dbeta(sum, parts, i) : sum) }),
}) satisfies Fault;
