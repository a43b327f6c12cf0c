// Inputs belong to the caller: normalising in place, unasked, changes somebody else's data.

import { exactly } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import { holdsExactly } from "../src/contract/verdict.ts";

export default {
  id: "inputs-unchanged",
  statement: "x, γ and β hold the same values after the call as before",
  why: "Kernels that use their input as scratch space, or return it as their output, corrupt residual connections, far from where the damage shows.",
  applies: () => true,
  check({ mutated }) {
    if (mutated.length === 0) return holdsExactly;
    return {
      kind: "violated",
      margin: Infinity,
      row: 0,
      column: -1,
      observed: NaN,
      tolerance: exactly("inputs belong to the caller"),
      message: `the call changed its input ${mutated.join(" and ")}`,
    };
  },
} satisfies Property;
