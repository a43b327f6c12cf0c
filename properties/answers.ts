// Before anything can be judged there must be an answer: the only property that sees calls that failed.

import { exactly } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import { holdsExactly, skip } from "../src/contract/verdict.ts";

export default {
  id: "answers",
  statement: "every call returns rows × cols numbers",
  why: "A kernel that throws, returns another length or something that is not a number on some shape (one column, one row, an odd length) fails its users first.",
  judgesFailures: true,
  applies: () => true,
  check({ failure }) {
    if (failure === undefined) return holdsExactly;
    if (failure.kind === "abandoned") return skip;
    return { kind: "violated", margin: Infinity, row: 0, column: -1, observed: NaN, tolerance: exactly("every call must answer"), message: failure.message };
  },
} satisfies Property;
