// The grid runs from the last row to the first, and writes from the first to the last. Equal treatment of all rows hides it from every
// comparison of two batches.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "row-order-reversed",
  group: "batch",
  description: "row r is written to row rows − 1 − r",
  property: "oracle-agreement",
  minimum: { rows: 2, cols: 2 },
  create: () => layerNormThen({ id: "row-order-reversed", format: "fp16" }, (x, shape, right) => {
      const { rows, cols } = shape;
      const y = right(x, shape);
      return y.map((_, index) => y[(rows - 1 - Math.floor(index / cols)) * cols + (index % cols)]);
    }),
} satisfies Fault;
