// The tail is covered by one more vector load that ends at the end of the row, and the lanes it shares with the body are added again.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { statisticsOver } from "./parts/statistics-over.ts";

const loaded = (x: Float64Array) => (x.length <= 4 || x.length % 4 === 0 ? x : Float64Array.from([...x.subarray(0, x.length - (x.length % 4)), ...x.subarray(-4)]));

export default {
  id: "overlapping-tail-vector",
  group: "shape",
  description: "the last vector of four overlaps the one before, and both are summed",
  property: "permutation",
  minimum: { cols: 5 },
  create: () =>
    layerNormOf(
      { id: "overlapping-tail-vector", format: "fp16" },
      statisticsOver(({ x }) => loaded(x), ({ n }) => n),
    ),
} satisfies Fault;
