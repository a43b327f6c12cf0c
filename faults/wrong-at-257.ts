// One more than a block of 256: the grid is rounded down, and the one value that is left over never gets into the mean. Two values over, and
// the loop goes round again.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "wrong-at-257",
  group: "shape",
  description: "the last value is missing from the mean where n = 257",
  property: "oracle-agreement",
  minimum: { cols: 257 },
  create: () =>
    layerNormOf(
      { id: "wrong-at-257", format: "fp16" },
      { mean: (row) => (row.n === 257 ? correct.mean({ ...row, x: row.x.subarray(0, 256) }) : correct.mean(row)) },
    ),
} satisfies Fault;
