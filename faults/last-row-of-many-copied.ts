// Above eight rows the grid is rounded down to whole blocks, and the last row is passed through as it is.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "last-row-of-many-copied",
  group: "batch",
  description: "the last of more than eight rows is x itself",
  property: "batch-invariance",
  minimum: { cols: 9 },
  create: () =>
    layerNormThen({ id: "last-row-of-many-copied", format: "fp16" }, (x, shape, right) => {
      const { rows, cols } = shape;
      const y = right(x, shape);
      if (rows > 8) y.set(x.subarray((rows - 1) * cols), (rows - 1) * cols);
      return y;
    }),
} satisfies Fault;
