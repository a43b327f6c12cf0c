// A clamp inside the kernel, so that nothing can explode.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "gradient-clipped",
  description: "dx is clamped to ±1",
  property: "backward-homogeneous",
  minimum: { cols: 2 },
  backward: (format) => gradientOf(format, { dx: (parts, i) => Math.max(-1, Math.min(1, correct.dx(parts, i))) }),
}) satisfies Fault;
