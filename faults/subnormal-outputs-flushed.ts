// The conversion of the outputs to fp16 flushes subnormals: everything below 6.1e-5 is zero, β too.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "subnormal-outputs-flushed",
  group: "special",
  description: "outputs below 2^-14 become 0 (a conversion that flushes)",
  property: "gamma-zero",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormThen(
      { id: "subnormal-outputs-flushed", format: "fp16" },
      (x, shape, right) => right(x, shape).map((value) => (Math.abs(value) < 2 ** -14 ? 0 : value)),
    ),
} satisfies Fault;
