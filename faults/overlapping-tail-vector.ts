// The tail is covered by one more vector load that ends at the end of the row, and the lanes it shares with the body are added again.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

export default {
  id: "overlapping-tail-vector",
  group: "shape",
  description: "the last vector of four overlaps the one before, and both are summed",
  property: "permutation",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "overlapping-tail-vector", format: "fp16" }, statisticsOver(({ x, n }) => {
      if (n <= 4 || n % 4 === 0) return x;
      return Float64Array.from([...x.subarray(0, n - (n % 4)), ...x.subarray(n - 4)]);
    }, ({ n }) => n)),
} satisfies Fault;
