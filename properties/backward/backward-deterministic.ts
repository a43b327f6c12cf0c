// The same call has the same gradients, every time, whatever was computed in between.

import { exactly, sameValue, show, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-deterministic",
  statement: "the same dy and x give the same dx, dγ and dβ on every call, exactly, with other calls in between",
  why: "Sums of gradients by atomic additions in changing order, and state kept from a forward pass that was another row's, cannot be reproduced.",
  pass: "backward",
  applies: () => true,
  derive: (batch) => [{ ...batch, x: batch.x.slice().reverse() }, batch],
  check(call, [, again]) {
    const worst = new WorstCase();
    const { cols } = call.batch;
    for (let i = 0; i < call.y.length; i++) worst.see(sameValue(call.y[i]!, again!.y[i]!) ? 0 : Infinity, 0, Math.floor(i / cols), i % cols, 1);
    for (const name of ["dgamma", "dbeta"] as const) {
      const [first, second] = [call.gradients!.given[name], again!.gradients!.given[name]];
      for (let j = 0; first !== undefined && j < cols; j++) worst.see(sameValue(first[j]!, second?.[j] ?? NaN) ? 0 : Infinity, 0, 0, j, 1);
    }
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const [observed, expected] = [again!.y[row * cols + column]!, call.y[row * cols + column]!];
      return {
        observed,
        expected,
        tolerance: exactly("the same input"),
        message: sameValue(observed, expected) ? `dγ or dβ of column ${column} changes when called again` : `dx[${column}] of row ${row} was ${show(expected, storage)} and is ${show(observed, storage)} when called again, after another input`,
      };
    });
  },
} satisfies Property;
