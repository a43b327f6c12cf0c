// Rows are found by the padded width, the next multiple of 4, in a buffer that is dense: all but the first start too late (DirectML #588,
// TransformerEngine #1017: strides ignored).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormByBatch } from "./parts/layer-norm-by-batch.ts";
import { correct } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "row-stride-padded",
  group: "batch",
  description: "row r starts at r times n rounded up to a multiple of 4",
  property: "batch-invariance",
  minimum: { cols: 2 },
  create: () =>
    layerNormByBatch({ id: "row-stride-padded", format: "fp32" }, ({ x, rows, cols }) => {
      const stride = 4 * Math.ceil(cols / 4);
      const shifted = Array.from({ length: rows }, (_, r) => Float64Array.from({ length: cols }, (_, i) => x[r * stride + i] ?? 0));
      return {
        ...statisticsOver(({ index }) => shifted[index]),
        normalised: (row, i, statistics) => correct.normalised({ ...row, x: shifted[row.index] }, i, statistics),
      };
    }),
} satisfies Fault;
