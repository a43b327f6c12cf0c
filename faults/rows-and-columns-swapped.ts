// The outputs are stored column by column: the right numbers in the order of another layout (a tensor that was a transposed view).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "rows-and-columns-swapped",
  group: "batch",
  description: "y is written in column-major order",
  property: "oracle-agreement",
  minimum: { rows: 2, cols: 2 },
  create: () => layerNormThen({ id: "rows-and-columns-swapped", format: "fp64" }, (x, shape, right) => {
      const { rows, cols } = shape;
      const y = right(x, shape);
      return y.map((_, index) => y[(index % rows) * cols + Math.floor(index / rows)]);
    }),
} satisfies Fault;
