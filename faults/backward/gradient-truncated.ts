// The last rounding cuts the bits off, as a shift of the fp32 word does.

import type { Fault } from "../../src/contract/fault.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "gradient-truncated",
  format: "bf16",
  description: "dx is truncated to bf16",
  property: "backward-agreement",
  minimum: { cols: 3 },
  backward: (format) => gradientOf(format, {
      dx(parts, i) {
        const dx = correct.dx(parts, i);
        const nearest = roundBf16(dx);
        return Math.abs(nearest) > Math.abs(dx) ? nearest * (1 - 2 ** -8) : nearest;
      },
    }),
}) satisfies Fault;
