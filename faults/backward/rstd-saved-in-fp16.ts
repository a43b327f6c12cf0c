// What is kept for the backward pass is kept in the type of x (Liger saves mean and rstd so).

import type { Fault } from "../../src/contract/fault.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "rstd-saved-in-fp16",
  format: "fp16",
  description: "rstd is saved in fp16",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      statistics(row) {
        const { mean, rstd } = correct.statistics(row);
        return { mean, rstd: roundFp16(rstd) };
      },
    }),
}) satisfies Fault;
