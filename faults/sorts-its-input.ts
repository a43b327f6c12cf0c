// x is sorted by size before it is summed, for accuracy, and in place: webnn-baseline did it to the list of axes.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "sorts-its-input",
  group: "state",
  description: "sorts each row of x in place (webnn-baseline, the axes)",
  property: "inputs-unchanged",
  minimum: { cols: 2, x: [1, 0] },
  create: () =>
    layerNormThen({ id: "sorts-its-input", format: "fp64" }, (x, shape, right) => {
      const y = right(x, shape);
      for (let start = 0; start < x.length; start += shape.cols) x.subarray(start, start + shape.cols).sort();
      return y;
    }),
} satisfies Fault;
