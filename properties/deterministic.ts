// The same call has the same answer, every time, whatever was computed in between.

import { exactly, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import { doubles } from "../src/oracle/doubles.ts";

export default {
  id: "deterministic",
  statement: "the same input gives the same output on every call, exactly, with other calls in between",
  why: "Races, uninitialised memory, and state left over from the call before make results that cannot be reproduced, on any row, inside or outside the contract.",
  applies: () => true,
  derive: (batch) => [batch, { ...batch, x: backwards(batch.x) }, batch],
  check(call, [second, , third]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) {
        const index = r * cols + c;
        worst.seeSame(second.y[index], call.y[index], r, c, 0);
        worst.seeSame(third.y[index], call.y[index], r, c, 2);
      }
    }
    return worst.verdict(({ row, column, derived }) => {
      const { storage } = call.contract;
      const index = row * cols + column;
      const [observed, expected] = [(derived === 0 ? second : third).y[index], call.y[index]];
      const when = derived === 0 ? "when called again" : "when called a third time, after another input";
      return {
        observed,
        expected,
        tolerance: exactly("the same input"),
        message: `y[${column}] of row ${row} was ${show(expected, storage)} and is ${show(observed, storage)} ${when}`,
      };
    });
  },
} satisfies Property;

function backwards(values: Float64Array): Float64Array {
  const reversed = doubles(values.length);
  for (let i = 0; i < values.length; i++) reversed[i] = values[values.length - 1 - i];
  return reversed;
}
