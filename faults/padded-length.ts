// The answer is the padded buffer: rows × the columns rounded up to 8, zeros in between.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "padded-length",
  group: "shape",
  description: "returns rows of n rounded up to a multiple of 8",
  property: "answers",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormThen({ id: "padded-length", format: "fp16" }, (x, shape, right) => {
      const { rows, cols } = shape;
      const width = 8 * Math.ceil(cols / 8);
      const y = right(x, shape);
      return Float64Array.from({ length: rows * width }, (_, i) => (i % width < cols ? y[Math.floor(i / width) * cols + (i % width)] : 0));
    }),
} satisfies Fault;
