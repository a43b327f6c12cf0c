// c2 is taken of dy where it should be of γ·dy.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf, mean } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "projection-of-dy",
  description: "c2 = mean dy·x̂: γ is left out of the projection only",
  property: "backward-symmetric",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { means: (row) => ({ c1: correct.means(row).c1, c2: mean(row.dy.map((value, i) => Math.fround(value * row.normalised[i]!))) }) }),
}) satisfies Fault;
