// An asynchronous kernel whose workgroup holds 128 columns; the limit shows as a promise that rejects, if anyone awaits it.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "rejects-long-rows",
  group: "shape",
  description: "the promise rejects for n > 128",
  property: "answers",
  minimum: { cols: 129, x: Array<number>(129).fill(0) },
  create: () =>
    layerNormThen({ id: "rejects-long-rows", format: "bf16" }, async (x, shape, right) => {
      if (shape.cols > 128) throw new RangeError(`workgroup size ${shape.cols} exceeds the limit of 128`);
      return right(x, shape);
    }),
} satisfies Fault;
