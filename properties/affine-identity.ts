// γ = 1 and β = 0 change nothing: the answer is that of a call without them.

import { constant, isFiniteBatch } from "../src/contract/batch-values.ts";
import { distance, exactly, isJudged, type JudgedRow, show, sumOf, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";

export default {
  id: "affine-identity",
  statement: "LN(x; γ = 1, β = 0) = LN(x): exactly in one output form, within E + E′ where the form is open",
  why: "Calls with and without γ and β often run different code, and only one of the two is tested.",
  applies: (batch) => batch.gamma === undefined && batch.beta === undefined && isFiniteBatch(batch),
  derive: (batch) => [{ ...batch, gamma: constant(batch.cols, 1), beta: constant(batch.cols, 0) }],
  check(call, [affine]) {
    const worst = new WorstCase();
    // Multiplying by 1 and adding 0 rounds nothing. But a kernel of any form may use one form without γ and another one with it.
    // In WGSL a subnormal result may be flushed to 0 in the one and not in the other.
    const exact = call.contract.output !== "any" && call.contract.arithmetic !== "wgsl";
    for (let r = 0; r < call.batch.rows; r++) {
      const [a, b] = [call.row(r), affine.row(r)];
      if (!isJudged(a) || !isJudged(b)) continue;
      for (let i = 0; i < a.y.length; i++) {
        worst.see(distance(a.y[i], b.y[i]), exact ? 0 : a.bound.errors[i] + b.bound.errors[i], r, i, 0);
      }
    }
    return worst.verdict(({ row, column }) => {
      const [a, b] = [call.row(row) as JudgedRow, affine.row(row) as JudgedRow];
      const { storage } = call.contract;
      const [observed, expected] = [b.y[column], a.y[column]];
      return {
        observed,
        expected,
        tolerance: exact ? exactly("multiplying by 1 and adding 0 rounds nothing") : sumOf(a.bound.explain(column), b.bound.explain(column)),
        message: `y[${column}] is ${show(expected, storage)} without γ and β, but ${show(observed, storage)} with γ = 1 and β = 0`,
      };
    });
  },
} satisfies Property;
