// A kernel that keeps its workspace from call to call must not find in it what a larger call has left.

import { exactly, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import type { Batch } from "../src/oracle/row.ts";
import { resized } from "../src/rows/reshape.ts";

export default {
  id: "after-longer-rows",
  statement: "the same input gives the same output, exactly, after a call with rows of twice the length",
  why: "Workspaces grow and are used again: lanes past the end of a shorter row, rows past the last of a smaller batch then hold numbers of another call.",
  applies: () => true,
  derive: (batch) => [longer(batch), batch],
  check(call, [, again]) {
    const worst = new WorstCase();
    const { cols } = call.batch;
    for (let index = 0; index < call.y.length; index++) worst.seeSame(again.y[index], call.y[index], Math.floor(index / cols), index % cols, 1);
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const index = row * cols + column;
      const [observed, expected] = [again.y[index], call.y[index]];
      return {
        observed,
        expected,
        tolerance: exactly("the same input"),
        message: `y[${column}] of row ${row} was ${show(expected, storage)} and is ${show(observed, storage)} after a call with rows of ${2 * cols}`,
      };
    });
  },
} satisfies Property;

/** Every row twice, one behind the other, and γ and β with it. */
function longer(batch: Batch): Batch {
  return resized({ ...batch, dy: undefined }, 2 * batch.cols);
}
