// The second kernel, which adds up the partial sums of the first, is not launched.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "dgamma-of-every-row",
  description: "dγ and dβ are returned for every row, not summed over rows",
  property: "backward-answers",
  minimum: { rows: 2, cols: 1 },
  backward: (format) => {
    const right = gradientOf(format, {});
    return (dy, x, shape) => {
      const { rows, cols } = shape;
      const alone = (row: number) => {
        const own = (values: Float64Array) => values.slice(row * cols, (row + 1) * cols);
        return right(own(dy), own(x), { ...shape, rows: 1 }) as { dx: Float64Array; dgamma: Float64Array; dbeta: Float64Array };
      };
      const partial = Array.from({ length: rows }, (_, row) => alone(row));
      return { ...right(dy, x, shape), dgamma: partial.flatMap(({ dgamma }) => [...dgamma]), dbeta: partial.flatMap(({ dbeta }) => [...dbeta]) };
    };
  },
}) satisfies Fault;
