// Written for hidden sizes of a transformer: rows shorter than a vector are refused, though nothing in the contract says so.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "throws-below-vector-width",
  group: "shape",
  description: "throws for n < 4",
  property: "answers",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormThen({ id: "throws-below-vector-width", format: "fp32" }, (x, shape, right) => {
      if (shape.cols < 4) throw new RangeError(`cols must be at least 4, not ${shape.cols}`);
      return right(x, shape);
    }),
} satisfies Fault;
