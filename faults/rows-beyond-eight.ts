// The loop over the rows is unrolled for up to eight of them: what comes after stays zero.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "rows-beyond-eight",
  group: "batch",
  description: "only the first eight rows are written",
  property: "batch-invariance",
  minimum: { cols: 9 },
  create: () => layerNormThen({ id: "rows-beyond-eight", format: "fp32" }, (x, shape, right) => right(x, shape).fill(0, 8 * shape.cols)),
} satisfies Fault;
