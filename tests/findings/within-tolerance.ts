// A property for the tests of our own machinery: every output is finite and within one hundredth of the exact one.

import type { Property } from "../../src/contract/property.ts";
import { holdsExactly, type Verdict, type Violated } from "../../src/contract/verdict.ts";

const tolerance = { value: 0.01, terms: [{ label: "all of it", value: 0.01 }], source: "one hundredth" };

export const withinTolerance: Property = {
  id: "within-tolerance",
  statement: "|y − exact| ≤ 0.01",
  why: "The tests need one.",
  applies: () => true,
  check(call) {
    let worst: Verdict = holdsExactly;
    for (let row = 0; row < call.batch.rows; row++) {
      const { y, exact } = call.row(row);
      y.forEach((observed, column) => {
        if (exact === undefined) return;
        const error = Math.abs(observed - exact.y[column]);
        const margin = Number.isFinite(error) ? error / tolerance.value : Infinity;
        if (margin <= (worst.kind === "violated" ? worst.margin : 1)) return;
        worst = { kind: "violated", margin, row, column, observed, expected: exact.y[column], tolerance, message: `y[${column}] is ${observed}` } satisfies Violated;
      });
    }
    return worst;
  },
};
