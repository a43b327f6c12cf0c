// The output is written over the input, as a residual stream that is still needed does not forgive (ggml #1491, mlx #3630).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "normalises-in-place",
  group: "state",
  description: "writes y into x (ggml #1491, mlx #3630)",
  property: "inputs-unchanged",
  minimum: { cols: 1, x: [1] },
  create: () =>
    layerNormThen({ id: "normalises-in-place", format: "fp32" }, (x, shape, right) => {
      x.set(right(x, shape));
      return x.slice();
    }),
} satisfies Fault;
