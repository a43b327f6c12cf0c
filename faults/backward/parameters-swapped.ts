// Two outputs of the same shape, returned in the wrong order.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "parameters-swapped",
  description: "dγ and dβ are exchanged",
  property: "backward-parameters",
  minimum: { cols: 1 },
  backward: (format) => {
    const right = gradientOf(format, {});
    return (dy, x, shape) => {
      const { dx, dgamma, dbeta } = right(dy, x, shape) as { dx: Float64Array; dgamma: Float64Array; dbeta: Float64Array };
      return { dx, dgamma: dbeta, dbeta: dgamma };
    };
  },
}) satisfies Fault;
