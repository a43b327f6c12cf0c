// The one property that says everything about dx: it is the exact one, up to what the promised algorithm may lose on this very row.

import { isJudgedGradient, type JudgedGradient } from "../../src/contract/gradients.ts";
import { show, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

export default {
  id: "backward-agreement",
  statement: "|dx_i − exact dx_i| ≤ E_i, the proved error bound of the contract for this row and this dy",
  why: "A missing projection, a forgotten γ or statistics that lost their digits all end here; finite differences in single precision, the usual check, see none of the smaller ones.",
  pass: "backward",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    for (let r = 0; r < call.batch.rows; r++) {
      const analysed = call.gradients!.row(r);
      if (!isJudgedGradient(analysed)) continue;
      const { dx, exact, bound } = analysed;
      for (let i = 0; i < dx.length; i++) worst.see(Math.abs(dx[i]! - exact.dx[i]! - exact.dxLow[i]!), bound.errors[i]! + exact.dxError[i]!, r, i);
    }
    return worst.verdict(({ row, column, margin }) => {
      const { dx, exact, bound } = call.gradients!.row(row) as JudgedGradient;
      const { storage } = call.contract;
      const [observed, expected] = [dx[column]!, exact.dx[column]!];
      const error = Math.abs(observed - expected);
      return {
        observed,
        expected,
        tolerance: bound.explain(column),
        message: `dx[${column}] is ${show(observed, storage)}, exact is ${show(storage.round(expected), storage)}${error < Infinity ? `: off by ${error.toPrecision(3)}, ${margin.toPrecision(3)} times what the contract allows` : ""}`,
      };
    });
  },
} satisfies Property;
