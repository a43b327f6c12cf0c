// The accumulator is returned as it is: the cast to the type of x was left to the caller.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "gradient-not-rounded",
  format: "fp16",
  description: "dx is returned in fp32 by an fp16 kernel",
  property: "backward-representable",
  minimum: { cols: 2 },
  backward: () => gradientOf("fp32", {}),
}) satisfies Fault;
