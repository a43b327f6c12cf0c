// An axis of length one is squeezed away, and the answer comes back as a bare number.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "squeezes-single-column",
  group: "shape",
  description: "returns a number, not an array, for one value (squeeze)",
  property: "answers",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormThen(
      { id: "squeezes-single-column", format: "fp64" },
      (x, shape, right) => (x.length === 1 ? (right(x, shape)[0] as unknown as Float64Array) : right(x, shape)),
    ),
} satisfies Fault;
