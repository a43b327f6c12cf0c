// Before a gradient can be judged there must be one: the only property of the backward pass that sees calls that failed.

import { exactly } from "../../src/contract/judge.ts";
import type { Property } from "../../src/contract/property.ts";
import { holdsExactly } from "../../src/contract/verdict.ts";

export default {
  id: "backward-answers",
  statement: "every call of backward returns rows × cols numbers as dx, and cols as dγ and dβ where it has them",
  why: "Backward kernels are launched with shapes of their own; a throw or a wrong length on one row, one column or an odd length ends a training run.",
  pass: "backward",
  judgesFailures: true,
  applies: () => true,
  check({ failure }) {
    if (failure === undefined) return holdsExactly;
    return { kind: "violated", margin: Infinity, row: 0, column: -1, observed: NaN, tolerance: exactly("every call must answer"), message: failure.message };
  },
} satisfies Property;
