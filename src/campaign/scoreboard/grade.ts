// One letter for an implementation, and what it stands for: a reader compares letters first.

import { contractOf } from "../../findings/counterexample.ts";
import type { ImplementationResult } from "../result.ts";
import { parameterOutcome, rowOutcome } from "./row-outcome.ts";

export type Grade = "A" | "B" | "C" | "D" | "-";

export const gradeWords: Readonly<Record<Grade, string>> = {
  A: "holds its contract, and nothing impossible was found beyond it",
  B: "holds its contract; beyond it, values that no LayerNorm has",
  C: "breaks its contract, by less than a quarter of the scale of its outputs or gradients",
  D: "wrong answers inside its contract: no number, or off by a quarter of the scale or more",
  "-": "could not be judged",
};

/** The worst that was seen decides. */
export function gradeOf(result: Pick<ImplementationResult, "verdict" | "properties" | "beyond">): Grade {
  const violated = result.properties.filter(({ status }) => status === "fail" || status === "known");
  if (violated.length === 0) return result.verdict === "error" ? "-" : result.beyond.some(({ grade }) => grade === "impossible") ? "B" : "A";
  return violated.some(isWrong) ? "D" : "C";
}

/** No answer at all is a wrong one. What has no row to look at (a relation between calls) is not. */
function isWrong({ counterexample, others = [] }: ImplementationResult["properties"][number]): boolean {
  return [counterexample, ...others.map((other) => other.counterexample)].some((one) => {
    if (one === undefined) return false;
    const { storage } = contractOf(one.contract);
    return [one.minimal, one.worst].some((example) => {
      if (example === undefined) return false;
      if (example.y === undefined) return true;
      const outcome = one.property === "backward-parameters" ? parameterOutcome(example) : rowOutcome(example, storage);
      return outcome !== undefined && outcome.kind !== "inaccurate";
    });
  });
}
