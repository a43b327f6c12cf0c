// The text-book identity Σ dx·x̂ = 0, made true: what ε leaves along x̂ is projected out.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf, mean } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "epsilon-projected",
  description: "c2 is divided by mean x̂², so that nothing of dx is left along x̂",
  property: "backward-projection",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      means(row) {
        const { c1, c2 } = correct.means(row);
        const square = mean(row.normalised.map((value) => Math.fround(value * value)));
        return { c1, c2: square > 0 ? Math.fround(c2 / square) : c2 };
      },
    }),
}) satisfies Fault;
