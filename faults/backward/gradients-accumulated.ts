// A parameter's gradient is added to the one that is there, as training over several micro-batches wants it: but nobody asked for that, and nobody clears it.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "gradients-accumulated",
  description: "dγ and dβ begin at those of the call before, where that had as many columns",
  property: "backward-zero",
  minimum: { cols: 2 },
  backward: (format) => {
    const right = gradientOf(format, {});
    let before: { dgamma: Float64Array; dbeta: Float64Array } | undefined;
    return (dy, x, shape) => {
      const { dx, dgamma, dbeta } = right(dy, x, shape) as { dx: Float64Array; dgamma: Float64Array; dbeta: Float64Array };
      const kept = before?.dgamma.length === dgamma.length ? before : undefined;
      before = { dgamma: dgamma.map((value, i) => Math.fround(value + (kept?.dgamma[i] ?? 0))), dbeta: dbeta.map((value, i) => Math.fround(value + (kept?.dbeta[i] ?? 0))) };
      return { dx, ...before };
    };
  },
}) satisfies Fault;
