// Gradients below the smallest normal fp16 number become zero, as on hardware without subnormals: what loss scaling is for.

import type { Fault } from "../../src/contract/fault.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "subnormals-flushed",
  format: "fp16",
  description: "subnormal dx are flushed to zero",
  property: "backward-agreement",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, {
      dx(parts, i) {
        const dx = correct.dx(parts, i);
        return Math.abs(dx) < fp16.minNormal ? 0 : dx;
      },
    }),
}) satisfies Fault;
