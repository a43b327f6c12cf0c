// Interval arithmetic ran on this thread before, and left its rounding mode.

import type { Fault } from "../../src/contract/fault.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { nextDown } from "../../src/formats/neighbours.ts";
import { backwardFault, gradientOf } from "./parts/gradient-of.ts";

const { fround } = Math;

export default backwardFault({
  id: "gradient-rounded-down",
  description: "the last product is rounded towards −∞, an error no larger than a few others",
  property: "backward-odd",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      dx({ g, normalised, rstd, c1, c2 }, i) {
        const product = fround(fround(g[i]! - c1) - fround(normalised[i]! * c2)) * rstd;
        const nearest = fround(product);
        return nearest > product ? nextDown(fp32, nearest) : nearest;
      },
    }),
}) satisfies Fault;
