// The reduction over rows keeps its partial sums in the type of γ.

import type { Fault } from "../../src/contract/fault.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "dgamma-in-fp16",
  format: "fp16",
  description: "dγ is accumulated in fp16",
  property: "backward-parameters",
  minimum: { rows: 3, cols: 3 },
  backward: (format) => gradientOf(format, { dgamma: (sum, { dy, normalised }, i) => roundFp16(sum + roundFp16(dy[i]! * normalised[i]!)) }),
}) satisfies Fault;
