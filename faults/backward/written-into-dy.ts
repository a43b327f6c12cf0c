// dx is formed in place, to save a buffer.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "written-into-dy",
  description: "dy is overwritten with dx",
  property: "backward-inputs-unchanged",
  minimum: { cols: 1 },
  backward: (format) => {
    const right = gradientOf(format, {});
    return (dy, x, shape) => {
      const answer = right(dy, x, shape) as { dx: Float64Array };
      dy.set(answer.dx);
      dy[0] = dy[0]! + 1;
      return { ...answer, dx: answer.dx };
    };
  },
}) satisfies Fault;
