// What is kept for the backward pass is kept in the type of x: eight bits of a mean are none of a deviation.

import type { Fault } from "../../src/contract/fault.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "mean-saved-in-bf16",
  format: "bf16",
  description: "the mean is saved in bf16",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      statistics(row) {
        const { mean, rstd } = correct.statistics(row);
        return { mean: roundBf16(mean), rstd };
      },
    }),
}) satisfies Fault;
