// The two sums of a row live in shared memory, and nobody clears them.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "sums-not-reset",
  description: "c1 and c2 of a row begin at those of the row before",
  property: "backward-row-independence",
  minimum: { rows: 4, cols: 2 },
  backward: (format) => {
    let before = { c1: 0, c2: 0 };
    return gradientOf(format, {
      means(row) {
        const own = correct.means(row);
        const sums = row.row === 0 ? own : { c1: Math.fround(own.c1 + before.c1), c2: Math.fround(own.c2 + before.c2) };
        before = sums;
        return sums;
      },
    });
  },
}) satisfies Fault;
