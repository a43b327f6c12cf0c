// Columns whose incoming gradient is zero are skipped, as for masked tokens, and the means are taken of those that are left.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "zero-gradients-not-counted",
  description: "c1 and c2 are sums over the nonzero gradients divided by how many those are",
  property: "backward-additive",
  minimum: { cols: 3 },
  backward: (format) => gradientOf(format, {
      means(row) {
        const { c1, c2 } = correct.means(row);
        const share = row.g.length / Math.max(1, row.g.filter((value) => value !== 0).length);
        return { c1: Math.fround(c1 * share), c2: Math.fround(c2 * share) };
      },
    }),
}) satisfies Fault;
