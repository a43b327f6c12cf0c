// n = 1: a value is its own mean, so the output is β whatever the value.

import { valueAt } from "../src/contract/batch-values.ts";
import { exactly, isJudged, type JudgedRow, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "single-element",
  statement: "n = 1 gives y = β: exactly when the output is formed from x − m, within E for x·r − m·r",
  why: "Divisors of n − 1, vector code without a scalar tail and x·r − m·r all show at a width of one, which no test of theirs had tried.",
  applies: ({ cols }) => cols === 1,
  check(call) {
    const worst = new WorstCase();
    const exact = call.contract.output === "centred";
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.row(r);
      if (!isJudged(analysed)) continue;
      const { row, y, bound } = analysed;
      worst.see(Math.abs(y[0] - valueAt(row.beta, 0, 0)), exact ? 0 : bound.errors[0], r, 0);
    }
    return worst.verdict(({ row: r }) => {
      const { row, y, bound } = call.row(r) as JudgedRow;
      const expected = valueAt(row.beta, 0, 0);
      const { storage } = call.contract;
      return {
        observed: y[0],
        expected,
        tolerance: exact ? exactly("the mean of one value is that value, and x − x is 0") : bound.explain(0),
        message: `the only value of the row is ${show(row.x[0], storage)}, so it is the mean and y must be β = ${show(expected, storage)}, not ${show(y[0], storage)}`,
      };
    });
  },
} satisfies Property;
