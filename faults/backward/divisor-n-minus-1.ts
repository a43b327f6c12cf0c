// The unbiased variance by habit: c2 is divided by n − 1.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "divisor-n-minus-1",
  description: "c2 is Σ g·x̂ over n − 1",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      means(row) {
        const { c1, c2 } = correct.means(row);
        const n = row.g.length;
        return { c1, c2: n > 1 ? Math.fround((c2 * n) / (n - 1)) : c2 };
      },
    }),
}) satisfies Fault;
