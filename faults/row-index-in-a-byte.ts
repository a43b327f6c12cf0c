// The row index is a byte: row 256 is written over row 0, and its own place is never written (apex #411 and pytorch #193016, at 65536 rows).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "row-index-in-a-byte",
  group: "batch",
  description: "rows from 256 on are written at r mod 256 (apex #411, at 65536)",
  property: "batch-invariance",
  minimum: { rows: 257, cols: 1, x: Array<number>(257).fill(0) },
  create: () =>
    layerNormThen({ id: "row-index-in-a-byte", format: "bf16" }, (x, shape, right) => {
      const { rows, cols } = shape;
      const answer = right(x, shape);
      const y = new Float64Array(x.length).fill(NaN);
      for (let r = 0; r < rows; r++) y.set(answer.subarray(r * cols, (r + 1) * cols), (r % 256) * cols);
      return y;
    }),
} satisfies Fault;
