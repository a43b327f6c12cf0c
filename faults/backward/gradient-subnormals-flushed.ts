// Gradients below the smallest normal fp16 number become zero, as on hardware without subnormals: what loss scaling is for.

import type { Fault } from "../../src/contract/fault.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "gradient-subnormals-flushed",
  format: "fp16",
  description: "subnormal dx are flushed to zero",
  property: "backward-agreement",
  // Of two values the gradient is nearly zero unless ε rules, so that not every row of three has one of two below it.
  minimum: { cols: 3 },
  backward: (format) => gradientOf(format, {
      dx(parts, i) {
        const dx = correct.dx(parts, i);
        return Math.abs(dx) < fp16.minNormal ? 0 : dx;
      },
    }),
}) satisfies Fault;
