// The reduction runs over the wrong axis when the batch is square.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "mean-over-rows",
  description: "for rows = cols, c1 is the mean of dy over rows",
  property: "backward-agreement",
  minimum: { rows: 2, cols: 2 },
  backward: (format) => {
    const right = gradientOf(format, {});
    return (dy, x, shape) => {
      const { rows, cols } = shape;
      if (rows !== cols || rows === 1) return right(dy, x, shape);
      const turned = dy.map((_, i) => dy[(i % cols) * cols + Math.floor(i / cols)]!);
      return right(turned, x, shape);
    };
  },
}) satisfies Fault;
