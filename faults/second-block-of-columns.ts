// Rows of up to 4096 columns fit into shared memory. Of longer ones the loop over the blocks forgets to add what the first block had.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "second-block-of-columns",
  group: "shape",
  description: "of more than 4096 columns only the last block is summed",
  property: "unit-variance",
  minimum: { cols: 4097 },
  create: () =>
    layerNormOf(
      { id: "second-block-of-columns", format: "bf16" },
      statisticsOver(({ x, n }) => x.subarray(4096 * Math.floor((n - 1) / 4096)), ({ n }) => n),
    ),
} satisfies Fault;
