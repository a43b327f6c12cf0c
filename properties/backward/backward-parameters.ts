// dγ and dβ against their exact values: sums over the rows of a batch, which long ones in a narrow accumulator lose.

import { show, WorstCase } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";

const names = ["dgamma", "dbeta"] as const;
const written = { dgamma: "dγ", dbeta: "dβ" };

export default {
  id: "backward-parameters",
  statement: "dγ = Σ dy·x̂ and dβ = Σ dy over the rows, within the error of x̂ and of a sum in any order in the accumulator",
  why: "Gradients of γ and β are reduced by other code than dx, over thousands of rows: half-precision accumulators, partial sums that are dropped, dγ and dβ exchanged.",
  pass: "backward",
  applies: () => true,
  check(call) {
    const worst = new WorstCase();
    const gradients = call.gradients!;
    const { parameters } = gradients;
    for (let which = 0; which < names.length && parameters !== undefined; which++) {
      const name = names[which]!;
      const given = gradients.given[name];
      const { exact, bound } = parameters;
      if (given === undefined || (name === "dgamma" && !bound.informative)) continue;
      for (let j = 0; j < given.length; j++) {
        if (bound[name][j]! === Infinity || exact[name].error[j]! === Infinity) continue;
        // Which of the two it is stands where others have the row.
        worst.see(Math.abs(given[j]! - exact[name].value[j]! - exact[name].low[j]!), bound[name][j]! + exact[name].error[j]!, which, j);
      }
    }
    const verdict = worst.verdict(({ row, column, margin }) => {
      const name = names[row]!;
      const { exact, bound } = parameters!;
      const { storage } = call.contract;
      const [observed, expected] = [gradients.given[name]![column]!, exact[name].value[column]!];
      return {
        observed,
        expected,
        tolerance: bound.explain(name, column),
        message: `${written[name]}[${column}] is ${show(observed, storage)}, exact is ${show(storage.round(expected), storage)}${margin < Infinity ? `: ${margin.toPrecision(3)} times what the contract allows` : ""}`,
      };
    });
    return verdict.kind === "violated" ? { ...verdict, row: 0, column: -1 } : verdict;
  },
} satisfies Property;
