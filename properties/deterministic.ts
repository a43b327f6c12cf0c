// The same call has the same answer, every time, whatever was computed in between.

import { exactly, sameValue, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "deterministic",
  statement: "the same input gives the same output on every call, exactly, with other calls in between",
  why: "Races, uninitialised memory, and state left over from the call before make results that cannot be reproduced, on any row, inside or outside the contract.",
  applies: () => true,
  derive: (batch) => [batch, { ...batch, x: batch.x.slice().reverse() }, batch],
  check(call, [second, , third]) {
    const worst = new WorstCase();
    const { cols } = call.batch;
    const again = [second, third] as const;
    for (let index = 0; index < call.y.length; index++) {
      for (const repeat of again) {
        const same = sameValue(repeat.y[index], call.y[index]);
        worst.see(same ? 0 : Infinity, 0, Math.floor(index / cols), index % cols, repeat === second ? 0 : 2);
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
