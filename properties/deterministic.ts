// The same call has the same answer, every time, whatever was computed in between.

import { exactly, sameValue, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "deterministic",
  statement: "the same input gives the same output on every call, exactly, with other calls in between or under way",
  why: "Races, uninitialised memory, and state left over from the call before make results that cannot be reproduced, on any row, inside or outside the contract.",
  applies: () => true,
  derive(batch) {
    // An asynchronous kernel is called with all of them before it has answered the first: the last one is what a shared buffer then holds.
    const other = { ...batch, x: batch.x.slice().reverse() };
    return [batch, other, batch, other];
  },
  check(call, derived) {
    const worst = new WorstCase();
    const { cols } = call.batch;
    for (let index = 0; index < call.y.length; index++) {
      for (const { first, again } of repeats) {
        const same = sameValue(derived[again].y[index], (first === undefined ? call : derived[first]).y[index]);
        worst.see(same ? 0 : Infinity, 0, Math.floor(index / cols), index % cols, again);
      }
    }
    return worst.verdict(({ row, column, derived: place }) => {
      const { storage } = call.contract;
      const index = row * cols + column;
      const { first, again, when } = repeats.find((repeat) => repeat.again === place)!;
      const [observed, expected] = [derived[again].y[index], (first === undefined ? call : derived[first]).y[index]];
      return {
        observed,
        expected,
        tolerance: exactly("the same input"),
        message: `y[${column}] of row ${row} was ${show(expected, storage)} and is ${show(observed, storage)} ${when}`,
      };
    });
  },
} satisfies Property;

/** Which derived call must give the same as which (the call itself where undefined). */
const repeats: readonly { readonly first?: number; readonly again: number; readonly when: string }[] = [
  { again: 0, when: "when called again" },
  { again: 2, when: "when called a third time, after another input" },
  { first: 1, again: 3, when: "when called again (x in reverse order), after another input" },
];
